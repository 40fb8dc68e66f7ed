/** What a container has changed of its image's files: both are folders, so they are held side by side. */
import type { BigIntStats } from 'node:fs';
import { lstat, readdir, readlink } from 'node:fs/promises';
import path from 'node:path';

/** Paths in the root file system, without a slash at their beginning. */
export interface RootChanges {
  /** New, or other than in the image; a folder before what is in it. */
  readonly changed: readonly string[];
  /** A folder stands for all that was in it. */
  readonly deleted: readonly string[];
}

export async function rootChanges(image: string, container: string): Promise<RootChanges> {
  const changed: string[] = [];
  const deleted: string[] = [];
  const compare = async (folder: string): Promise<void> => {
    const [before, now] = await Promise.all([namesIn(path.join(image, folder)), namesIn(path.join(container, folder))]);
    for (const name of before) if (!now.includes(name)) deleted.push(path.join(folder, name));
    for (const name of now) {
      const place = path.join(folder, name);
      const stats = await lstat(path.join(container, place), { bigint: true });
      if (!(await isSame(path.join(image, place), path.join(container, place), stats))) changed.push(place);
      if (stats.isDirectory()) await compare(place);
    }
  };
  await compare('');
  return { changed, deleted };
}

/** None where there is no such folder. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR'))
      return [];
    throw thrown;
  }
}

/** By what the copy of the image has kept: a file that was written to has another time. */
async function isSame(before: string, now: string, stats: BigIntStats): Promise<boolean> {
  const earlier = await lstat(before, { bigint: true }).catch(() => null);
  if (earlier === null || earlier.mode !== stats.mode) return false;
  if (earlier.uid !== stats.uid || earlier.gid !== stats.gid || earlier.rdev !== stats.rdev) return false;
  if (stats.isDirectory()) return true;
  if (stats.isSymbolicLink()) return (await readlink(before)) === (await readlink(now));
  return earlier.size === stats.size && earlier.mtimeNs === stats.mtimeNs;
}
