/** The control groups of a process: one (version 2), or one in each hierarchy (version 1), or both. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** A process' place in one hierarchy. */
export interface Cgroup {
  /** Where the hierarchy is mounted. */
  readonly mount: string;
  /** From there, with a slash before. */
  readonly group: string;
  /** Version 1's controllers, such as `cpuset`; none for version 2, and for a hierarchy that only has a name. */
  readonly controllers: readonly string[];
}

/** Those of a hierarchy that is not mounted here are left out. Empty: the process has ended. */
export async function cgroupsOf(pid: number, proc = '/proc'): Promise<readonly Cgroup[]> {
  const [groups, mounts] = await Promise.all([
    readFile(path.join(proc, String(pid), 'cgroup'), 'utf8').catch(() => ''),
    readFile(path.join(proc, 'self/mountinfo'), 'utf8').catch(() => ''),
  ]);
  const hierarchies = mounts.split('\n').flatMap((line) => hierarchyIn(line) ?? []);
  return groups.split('\n').flatMap((line) => {
    const [, list, ...rest] = line.split(':');
    // A path may have colons of its own.
    const group = rest.join(':');
    if (list === undefined || group === '') return [];
    const names = list.split(',').filter(Boolean);
    const found = hierarchies.find(({ controls }) =>
      names.length === 0 ? controls === null : names.every((name) => controls?.includes(name)),
    );
    if (found === undefined) return [];
    return [{ mount: found.mount, group, controllers: names.filter((name) => !name.startsWith('name=')) }];
  });
}

/** A line of mountinfo (proc_pid_mountinfo(5)): the fields of its file system stand behind a hyphen. Version 2 controls null. */
function hierarchyIn(line: string): { mount: string; controls: readonly string[] | null } | null {
  const [before = '', after = ''] = line.split(' - ');
  const [type, , options = ''] = after.split(' ');
  const mount = before.split(' ')[4];
  if (mount === undefined || (type !== 'cgroup' && type !== 'cgroup2')) return null;
  return { mount, controls: type === 'cgroup' ? options.split(',') : null };
}
