/** A container whose conmon was killed says in its log that nobody hears it any more. */
import { appendFile, open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ContainerFolders } from '../../runtime/conmon/folders.ts';

const words = 'Gantry: conmon was killed. What this container says from here on is lost, and so will be its exit code.';

/** @returns whether it was not said before of this run */
export async function sayConmonIsLost(log: string, { run }: ContainerFolders): Promise<boolean> {
  try {
    await writeFile(path.join(run, 'conmon-lost'), '', { flag: 'wx' });
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') return false;
    throw thrown;
  }
  const begin = (await endsInside(log)) ? '\n' : '';
  await appendFile(log, `${begin}${new Date().toISOString()} stderr F ${words}\n`, { mode: 0o600 });
  return true;
}

/** Whether conmon was killed in the middle of a record. */
async function endsInside(log: string): Promise<boolean> {
  const file = await open(log, 'r').catch(() => null);
  if (file === null) return false;
  try {
    const { size } = await file.stat();
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
    return size > 0 && buffer[0] !== 0x0a;
  } finally {
    await file.close();
  }
}
