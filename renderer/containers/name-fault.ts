import { containerName } from '../../shared/container.ts';
import { plainText } from '../ui/plain-text.ts';

/** What is wrong with the name of a container, and at which of its characters. @returns null: nothing */
export function nameFault(name: string): string | null {
  const parsed = containerName.safeParse(name);
  if (parsed.success) return null;
  if (name === '') return 'A name is needed.';
  const [offending] = /[^a-zA-Z0-9_.-]/u.exec(name) ?? [];
  if (offending === undefined) return `A name begins with a letter or digit, not with “${name.charAt(0)}”.`;
  return `A name has no ${/\s/.test(offending) ? 'blank' : `“${plainText(offending)}”`} in it.`;
}
