/** The environment of a container's first process. */
import type { ContainerSpec } from '../../../../shared/container.ts';
import { GantryError } from '../../../../shared/errors.ts';
import { searchPath } from './defaults.ts';

export interface EnvironmentWish {
  /** Of the image, as NAME=value. */
  readonly image: readonly string[];
  readonly asked: ContainerSpec['environment'];
  readonly hostname: string;
  readonly terminal: boolean;
  /** Null: the user has none. */
  readonly home: string | null;
}

/**
 * What was asked for before what the image says, and that before our own: the search path, `container` (by which systemd
 * knows where it is), the host's name, and with a terminal its kind. HOME is the user's, unless somebody has set it.
 * @throws GantryError `invalid` for a name that can't be one
 */
export function environmentOf({ image, asked, hostname, terminal, home }: EnvironmentWish): string[] {
  const found = new Map<string, string>([
    ['PATH', searchPath],
    ['container', 'oci'],
    ['HOSTNAME', hostname],
    ...(terminal ? ([['TERM', 'xterm']] as const) : []),
  ]);
  for (const each of image) {
    const at = each.indexOf('=');
    if (at > 0) found.set(each.slice(0, at), each.slice(at + 1));
  }
  for (const { name, value } of asked) {
    if (!/^[^=\0]+$/.test(name) || value.includes('\0')) throw badVariable(name);
    found.set(name, value);
  }
  if (!found.has('HOME')) found.set('HOME', home ?? '/');
  return [...found].map(([name, value]) => `${name}=${value}`);
}

function badVariable(name: string): GantryError {
  return new GantryError({
    code: 'invalid',
    message: `${JSON.stringify(name)} can't be an environment variable.`,
    hint: 'A name has no = in it, and neither a name nor a value has zero bytes.',
  });
}
