// @ts-check
/** What a file or a folder weighs. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** @param {string} file @returns {Promise<number>} bytes, of a folder with all that is in it */
export async function weight(file) {
  const info = await stat(file);
  if (!info.isDirectory()) return info.size;
  const entries = await readdir(file, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async (entry) => (await stat(path.join(entry.parentPath, entry.name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
