/** Where the kernel shows a process' control groups: one hierarchy for all (version 2), or one a controller (version 1). */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The roots that are read; others in tests. */
export interface KernelFolders {
  readonly proc: string;
  readonly cgroup: string;
}
export const kernelFolders: KernelFolders = { proc: '/proc', cgroup: '/sys/fs/cgroup' };

export interface CgroupFolders {
  /** By controller; version 1. */
  readonly controllers: ReadonlyMap<string, string>;
  /** Null where the machine has none of version 2 that counts anything. */
  readonly unified: string | null;
}

export async function cgroupFolders(pid: number, { proc, cgroup }: KernelFolders): Promise<CgroupFolders> {
  const lines = (await readFile(path.join(proc, String(pid), 'cgroup'), 'utf8').catch(() => '')).split('\n');
  const controllers = new Map<string, string>();
  let unified: string | null = null;
  for (const line of lines) {
    const [, names, ...rest] = line.split(':');
    // A path may have colons of its own.
    const group = rest.join(':');
    if (names === undefined || group === '') continue;
    if (names === '') unified = path.join(cgroup, group);
    // Several that are mounted together are found by the names of each, too, which are links.
    else for (const name of names.split(',')) controllers.set(name, path.join(cgroup, name, group));
  }
  // A machine with both has its controllers with the first.
  return { controllers, unified: controllers.has('cpuacct') ? null : unified };
}
