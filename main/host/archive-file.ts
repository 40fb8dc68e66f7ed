/** A file that is there under its name only when all of it is on the disk, and that never takes another's place. */
import { constants } from 'node:fs';
import { access, link, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from './atomic-file.ts';
import { errorOfFile } from './file-error.ts';
import { partialOf } from './partial-file.ts';

/** File systems without hard links (FAT, some network shares) answer one of these. */
const noLinks: ReadonlySet<unknown> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/**
 * Throws `conflict` where there is a file of this name, before anything is done. Whatever fails, nothing is left.
 * @param fill writes the content
 * @param doing what is done and on what, for messages
 */
export async function writeArchive(
  target: string,
  doing: string,
  fill: (append: (bytes: Uint8Array) => Promise<void>) => Promise<void>,
): Promise<void> {
  if (await exists(target)) throw errorOfFile(taken(), doing);
  const partial = partialOf(target);
  const file = await open(partial, 'wx', 0o600).catch((thrown: unknown) => {
    throw errorOfFile(thrown, doing);
  });
  try {
    try {
      // Unlike `write`, this goes on until all of it is written.
      await fill((bytes) => file.appendFile(bytes).catch((thrown) => Promise.reject(errorOfFile(thrown, doing))));
      await file.sync();
    } finally {
      await file.close();
    }
    await giveName(partial, target);
    await syncFolder(path.dirname(target));
  } catch (thrown) {
    throw errorOfFile(thrown, doing);
  } finally {
    await rm(partial, { force: true });
  }
}

/** Unlike a renaming, a link never takes the place of what came meanwhile. */
async function giveName(partial: string, target: string): Promise<void> {
  try {
    await link(partial, target);
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && noLinks.has(thrown.code))) throw thrown;
    if (await exists(target)) throw taken();
    await rename(partial, target);
  }
}

function exists(file: string): Promise<boolean> {
  return access(file, constants.F_OK).then(
    () => true,
    () => false,
  );
}

function taken(): Error {
  return Object.assign(new Error('EEXIST: file already exists'), { code: 'EEXIST' });
}
