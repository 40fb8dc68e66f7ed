/** How much the files in a folder hold. */
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';

/** @returns bytes; a file with several names counts once */
export async function sizeOf(folder: string): Promise<number> {
  const seen = new Set<number>();
  let bytes = 0;
  const ahead = [folder];
  for (let at = ahead.pop(); at !== undefined; at = ahead.pop()) {
    for (const entry of await readdir(at, { withFileTypes: true })) {
      const place = path.join(at, entry.name);
      if (entry.isDirectory()) ahead.push(place);
      if (!entry.isFile()) continue;
      const { ino, nlink, size } = await lstat(place);
      if (nlink > 1 && seen.has(ino)) continue;
      seen.add(ino);
      bytes += size;
    }
  }
  return bytes;
}
