/** What processes have used, as the kernel counts it. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  /** Of itself and of its children that have ended, in clock ticks. */
  readonly ticks: number;
}

/** CPU seconds of a process, all that it has started, and all that those have. Throws when it isn't there. */
export async function cpuSeconds(root: number | undefined): Promise<number> {
  const all = (await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(readStat))).filter(
    (stat) => stat !== null,
  );
  const isThere = all.some(({ pid }) => pid === root);
  if (root === undefined || !isThere) throw new Error(`The process ${root} has ended.`);
  const tree = new Set([root]);
  // Parents have been started before their children, but numbers begin anew; so as often as it brings something.
  for (let size = 0; size < tree.size; ) {
    size = tree.size;
    for (const { pid, parent } of all) if (tree.has(parent)) tree.add(pid);
  }
  const ticks = all.filter(({ pid }) => tree.has(pid)).reduce((sum, stat) => sum + stat.ticks, 0);
  return ticks / (await ticksPerSecond());
}

/** Null: it has just ended. */
async function readStat(pid: string): Promise<ProcessStat | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (text === null) return null;
  // The name, in brackets, may hold anything. After it the third field follows.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const field = (number: number): number => Number(fields[number - 3]);
  return { pid: Number(pid), parent: field(4), ticks: field(14) + field(15) + field(16) + field(17) };
}

let known: number | null = null;

async function ticksPerSecond(): Promise<number> {
  known ??= Number((await promisify(execFile)('getconf', ['CLK_TCK'])).stdout);
  return known;
}
