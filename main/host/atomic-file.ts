/** Files that are there whole, or not at all. */
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { partialOf } from './partial-file.ts';

/** Writes a file under another name, brings it to the disk, and only then gives it its own name. */
export async function writeAtomically(file: string, text: string): Promise<void> {
  const partial = partialOf(file);
  try {
    const handle = await open(partial, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, file);
    await syncFolder(path.dirname(file));
  } catch (thrown) {
    await rm(partial, { force: true });
    throw thrown;
  }
}

/** Brings a folder's list of names to the disk. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
