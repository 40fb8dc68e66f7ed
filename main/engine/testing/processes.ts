/** Processes of this machine, by their command lines. */
import { readdir, readFile } from 'node:fs/promises';

/** The number of the process with this word among its arguments. */
export async function processWith(word: string): Promise<number> {
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    if ((await commandLine(Number(name))).includes(word)) return Number(name);
  }
  throw new Error(`No process has ${word} among its arguments.`);
}

/** Empty for one that has ended, also while nobody has taken note of it. */
export async function commandLine(pid: number): Promise<readonly string[]> {
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return text.split('\0').filter((word) => word !== '');
}
