/** What a user may ask of a container's label: Podman's `--security-opt label=…`. */
import { GantryError } from '../../shared/errors.ts';

export interface LabelOptions {
  /** Not confined at all. */
  readonly disable: boolean;
  /** The container may make labels of its own inside. */
  readonly nested: boolean;
  readonly user: string | null;
  readonly role: string | null;
  readonly type: string | null;
  readonly level: string | null;
  /** The type of its files. */
  readonly filetype: string | null;
}

const fields = ['user', 'role', 'type', 'level', 'filetype'] as const;
type Field = (typeof fields)[number];

/**
 * Reads `type:…`, `level:…`, `role:…`, `user:…`, `filetype:…`, `disable` and `nested`; the last of each wins.
 * @throws GantryError `invalid` for what is none of them
 */
export function parseLabelOptions(options: readonly string[]): LabelOptions {
  const asked: Record<Field, string | null> = { user: null, role: null, type: null, level: null, filetype: null };
  for (const option of options) {
    if (option === 'disable' || option === 'nested') continue;
    const colon = option.indexOf(':');
    const field = fields.find((name) => name === option.slice(0, Math.max(colon, 0)));
    const value = option.slice(colon + 1);
    if (field === undefined || !isFieldValue(field, value)) throw badOption(option);
    asked[field] = value;
  }
  return { ...asked, disable: options.includes('disable'), nested: options.includes('nested') };
}

/** Only a level has colons of its own; nothing in a context has blanks. */
function isFieldValue(field: Field, value: string): boolean {
  return (field === 'level' ? /^[^\s]+$/ : /^[^\s:]+$/).test(value);
}

function badOption(option: string): GantryError {
  return new GantryError({
    code: 'invalid',
    message: `The SELinux option ${JSON.stringify(option)} is none.`,
    hint: 'Use user:, role:, type:, level: or filetype: and a value, or disable, or nested.',
  });
}
