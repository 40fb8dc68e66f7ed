/** Whether the machine was booted since the app was last there. */
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isThere } from './there.ts';

/**
 * Does what is to be done once after each boot.
 * @param runFolder is emptied by one
 * @param work an app that is killed in the middle of it does it again
 */
export async function onceSinceBoot(runFolder: string, work: () => Promise<void>): Promise<void> {
  const mark = markOf(runFolder);
  if (await isThere(mark)) return;
  await work();
  await writeFile(mark, '');
}

/** Where there is no container, none is to be started after a boot: nothing has to be remembered. */
export async function forgetBoot(runFolder: string): Promise<void> {
  await rm(markOf(runFolder), { force: true });
}

function markOf(runFolder: string): string {
  return path.join(runFolder, 'booted');
}
