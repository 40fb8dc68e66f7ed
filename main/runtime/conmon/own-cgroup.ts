/**
 * conmons stay in a control group of their own (libpod: `moveConmonToCgroupAndSignal`): in the app's they would end with
 * it, when its scope is stopped, the user logs out, or memory is short.
 */
import { mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Cgroup, cgroupsOf } from './cgroups.ts';

/** In each hierarchy; it stays when it is empty, for the next. */
export const conmonGroup = 'gantry-conmon';

/** What systemd leaves to a user to arrange. */
const usersOwn = /^.*\/user@\d+\.service(?=\/|$)/;

/**
 * Moves a conmon that has not been let go yet, and so what it begins later. Where this user may write no such group it
 * stays in ours, as libpod's does: its container then runs as long as we are let run.
 * @returns whether it was moved in every hierarchy
 */
export async function moveToOwnCgroup(pid: number, proc = '/proc'): Promise<boolean> {
  const groups = await cgroupsOf(pid, proc);
  return (await Promise.all(groups.map((group) => moveWithin(group, pid)))).every(Boolean);
}

async function moveWithin({ mount, group, controllers }: Cgroup, pid: number): Promise<boolean> {
  for (const parent of ['/', ...(usersOwn.exec(group) ?? [])]) {
    const folder = path.join(mount, parent, conmonGroup);
    const isNew = await mkdir(folder).then(
      () => true,
      () => false,
    );
    try {
      if (isNew && controllers.includes('cpuset')) await inheritSet(folder);
      await writeFile(path.join(folder, 'cgroup.procs'), String(pid));
      return true;
    } catch {
      // Not ours to write, or the process has ended: how is told by its exit.
      if (isNew) await rmdir(folder).catch(() => undefined);
    }
  }
  return false;
}

/** A new group has no processors and no memory at all, and takes nobody. */
async function inheritSet(folder: string): Promise<void> {
  for (const name of ['cpuset.cpus', 'cpuset.mems']) {
    await writeFile(path.join(folder, name), await readFile(path.join(folder, '..', name)));
  }
}
