/** Folders that have nothing in them. */
import { readdir, rmdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * Removes them, the innermost first; one that has something in it stays.
 * @param depth how far below the folder it looks
 */
export async function removeEmpty(folder: string, depth: number): Promise<void> {
  const entries = depth === 0 ? [] : await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) if (entry.isDirectory()) await removeEmpty(path.join(folder, entry.name), depth - 1);
  // Not empty, or not there.
  await rmdir(folder).catch(() => undefined);
}
