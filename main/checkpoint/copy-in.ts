/** Copies an archive, into the catalogue's folder or out of it: it is there under its name only when all of it is on the disk. */
import { constants, createReadStream } from 'node:fs';
import { copyFile, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { GantryError } from '../../shared/errors.ts';
import { syncFolder } from '../host/atomic-file.ts';
import { partialOf } from '../host/partial-file.ts';
import { mustHaveRoom } from './room.ts';

export interface CopyOptions {
  /** Called with the bytes copied so far, and all of them. */
  readonly onProgress?: (bytes: number, totalBytes: number) => void;
  /** Calls it off. */
  readonly signal?: AbortSignal;
}

/**
 * Throws `disk-full` before anything is written where there is no room, and `cancelled` where it is called off. Whatever
 * fails, nothing is left.
 */
export async function copyIn(
  file: string,
  target: string,
  { onProgress = () => {}, signal }: CopyOptions = {},
): Promise<void> {
  const partial = partialOf(target);
  try {
    const { size } = await stat(file);
    if (await sharesBlocks(file, partial)) onProgress(size, size);
    else {
      await mustHaveRoom(path.dirname(target), size, 'The file is still where it was.');
      await copy(file, partial, (bytes) => onProgress(bytes, size), signal);
    }
    await rename(partial, target);
    await syncFolder(path.dirname(target));
  } finally {
    await rm(partial, { force: true });
  }
}

/** Where the file system can, both have the same blocks: it takes neither time nor room. */
async function sharesBlocks(file: string, partial: string): Promise<boolean> {
  try {
    await copyFile(file, partial, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE);
    return true;
  } catch {
    // Whatever it was, the copy tells it.
    await rm(partial, { force: true });
    return false;
  }
}

/** Until all of it is on the disk. */
export async function copy(
  file: string,
  partial: string,
  onProgress: (bytes: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  const target = await open(partial, 'wx', 0o600);
  try {
    let copied = 0;
    for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
      // Unlike `write`, this goes on until all of it is written.
      await target.appendFile(chunk);
      copied += chunk.length;
      onProgress(copied);
      if (signal?.aborted)
        throw new GantryError({ code: 'cancelled', message: 'The archive was not copied: called off.' });
    }
    await target.sync();
  } finally {
    await target.close();
  }
}
