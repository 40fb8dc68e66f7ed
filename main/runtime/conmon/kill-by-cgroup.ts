/** All processes of a container, by its control group: for a runtime that signals only the first. */
import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { cgroupsOf } from './cgroups.ts';
import { signalProcess } from './processes.ts';

/** What forks without end would keep us for ever; SIGKILL has it in a few. */
const mostPasses = 100;

/**
 * Signals each process once, until there is none that has not had it: what was forked meanwhile has missed it.
 * @param first the container's first process. It alone is signalled where it has no control group of its own: the others
 *   in there are not the container's
 * @param configured the container's control group, as its `config.json` has it; its first process may be below
 */
export async function killByCgroup(first: number, configured: string | undefined, signal: number): Promise<void> {
  const folder = await folderOf(first, configured);
  const told = new Set<number>();
  for (let pass = 0; pass < mostPasses; pass++) {
    const untold = (folder === null ? [first] : await processesIn(folder)).filter((pid) => !told.has(pid));
    if (untold.length === 0) return;
    for (const pid of untold) {
      told.add(pid);
      signalProcess(pid, signal);
    }
  }
}

async function folderOf(first: number, configured: string | undefined): Promise<string | null> {
  for (const { mount, group } of await cgroupsOf(first)) {
    const folder = path.join(mount, isBelow(group, configured) ? configured : group);
    const pids = await processesIn(folder);
    if (pids.includes(first) && !pids.includes(process.pid) && !pids.includes(1)) return folder;
  }
  return null;
}

/** A path that isn't absolute is below a group that only the runtime knows. */
function isBelow(group: string, configured: string | undefined): configured is string {
  return configured?.startsWith('/') === true && `${group}/`.startsWith(`${path.normalize(configured)}/`);
}

/** Of a control group and those below it. */
export async function processesIn(folder: string): Promise<number[]> {
  const own = await readFile(path.join(folder, 'cgroup.procs'), 'utf8').catch(() => '');
  // One that has gone meanwhile has nobody in it.
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  const below = entries.filter((entry) => entry.isDirectory()).map(({ name }) => processesIn(path.join(folder, name)));
  return [...own.split('\n').filter(Boolean).map(Number), ...(await Promise.all(below)).flat()];
}
