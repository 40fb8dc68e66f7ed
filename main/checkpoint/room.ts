/** Whether there is room for an archive, asked before one is begun. */
import { statfs } from 'node:fs/promises';
import { GantryError } from '../../shared/errors.ts';

/** An archive is never begun with less than this, bytes: what one will take that is being made nobody knows before. */
export const leastFree = 16 * 1024 * 1024;

/**
 * @param bytes that it will take
 * @param kept what stays as it was if it is refused, for the hint
 * @throws GantryError `disk-full`
 */
export async function mustHaveRoom(folder: string, bytes: number, kept: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= bytes) return;
  throw new GantryError({
    code: 'disk-full',
    message: 'There is no room for a checkpoint archive.',
    engineMessage: `${kibibytes(free)} are free in ${folder}, ${kibibytes(bytes)} are needed.`,
    hint: `Make room, or delete archives that are no longer needed. ${kept}`,
  });
}

const kibibytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} KiB`;
