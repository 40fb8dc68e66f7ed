/** Small files of this room, as they were written by it. */
import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { GantryError } from '../../../../shared/errors.ts';

/**
 * @returns null where there is none
 * @throws GantryError `invalid` where somebody has changed it, or it can't be read
 */
export async function readOwn<T>(schema: z.ZodType<T>, file: string): Promise<T | null> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null;
    throw new GantryError({
      code: 'invalid',
      message: 'What is kept of a network can’t be read.',
      engineMessage: thrown instanceof Error ? thrown.message : String(thrown),
      hint: `Remove ${file}: it is made anew.`,
      cause: thrown,
    });
  }
}
