/** Whether the machine was booted since the app was last there. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isThere } from './there.ts';

/**
 * Does what is to be done once after each boot.
 * @param runFolder is emptied by one
 * @param work an app that is killed in the middle of it does it again
 */
export async function onceSinceBoot(runFolder: string, work: () => Promise<void>): Promise<void> {
  const mark = path.join(runFolder, 'booted');
  if (await isThere(mark)) return;
  await work();
  await writeFile(mark, '');
}
