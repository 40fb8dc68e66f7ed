/** Names for the bundle engine's containers: each is one's alone. */
import { randomBytes } from 'node:crypto';
import { GantryError } from '../../../shared/errors.ts';

/** @throws GantryError `conflict` where another has it */
export function mustBeFree(name: string, taken: Iterable<string>, doing: string): void {
  for (const other of taken) {
    if (other !== name) continue;
    throw new GantryError({
      code: 'conflict',
      message: `${doing}: a container has the name ${name} already.`,
      hint: 'Choose another name, or rename or remove that container.',
    });
  }
}

/** One after its image, for who has not named it: `busybox-3f9a2c`. */
export function madeUpName(image: string, random = (): string => randomBytes(3).toString('hex')): string {
  const [last = ''] = (image.split('/').at(-1) ?? '').split(/[:@]/);
  const stem = last.replace(/[^a-zA-Z0-9_.-]/g, '').replace(/^[_.-]+/, '');
  return `${stem || 'container'}-${random()}`;
}
