/** Leaves nothing in `/run` where nothing runs. */
import { readdir, rmdir } from 'node:fs/promises';
import path from 'node:path';

/** @param runFolder of an engine that has ended: a folder for each driver, as its `Folders` has it, and one for networks */
export async function clearRunFolder(runFolder: string): Promise<void> {
  for (const name of await namesIn(runFolder)) {
    const folder = path.join(runFolder, name);
    // As long as a container has its own there, its conmon is to write how it ends beside it.
    if (!(await isRemoved(path.join(folder, 'containers')))) continue;
    for (const each of await namesIn(folder)) await isRemoved(path.join(folder, each));
    await isRemoved(folder);
  }
  await isRemoved(runFolder);
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

/** Whether it isn't there any more; a folder that has something in it stays. */
async function isRemoved(folder: string): Promise<boolean> {
  return rmdir(folder).then(
    () => true,
    (thrown: unknown) => thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT',
  );
}
