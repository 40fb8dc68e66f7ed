/** Files of an image's folder, which somebody else has made: no link in it leads out of it. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { z } from 'zod';
import { inRoot } from '../../../../runtime/conmon/in-root.ts';
import { badImage } from '../faults.ts';

/** What tells of an image is small; what isn't was made to do harm. */
const longestJson = 8 * 1024 * 1024;

/** @throws GantryError `invalid` where there is no such file */
export async function fileInside(folder: string, name: string): Promise<string> {
  const file = await inRoot(folder, name);
  if (file !== null && (await stat(file)).isFile()) return file;
  throw badImage(`It lacks ${name}.`);
}

/** @throws GantryError `invalid` where there is no such file, or it is too large to be read whole */
export async function bytesInside(folder: string, name: string): Promise<Buffer> {
  const file = await fileInside(folder, name);
  if ((await stat(file)).size > longestJson) throw badImage(`Its ${name} is too large to be one.`);
  return readFile(file);
}

/** @param what for the error, such as `manifest` */
export function parsed<T>(schema: z.ZodType<T>, bytes: Buffer, what: string): T {
  let data: unknown;
  try {
    data = JSON.parse(bytes.toString('utf8'));
  } catch (thrown) {
    throw badImage(`Its ${what} is not JSON.`, thrown);
  }
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  throw badImage(`Its ${what} is not one.`, result.error);
}

export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
