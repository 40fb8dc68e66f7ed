/** How the kernel's control groups are laid out, and whether crun would refuse them. */
import type { Machine } from './machine.ts';

export interface Cgroups {
  readonly layout: 'v1' | 'hybrid' | 'v2' | 'none';
  /**
   * crun wants version 2 or a version 1 whose unified part has no controllers; else it says "cgroups in
   * hybrid mode not supported, drop all controllers from cgroupv2". runc takes them all.
   */
  readonly crunRefuses: boolean;
}

export async function cgroups(machine: Machine): Promise<Cgroups> {
  if ((await machine.read('/sys/fs/cgroup/cgroup.controllers')) !== null) return { layout: 'v2', crunRefuses: false };
  const unified = await machine.read('/sys/fs/cgroup/unified/cgroup.controllers');
  if (unified !== null) return { layout: 'hybrid', crunRefuses: unified.trim() !== '' };
  const mounts = (await machine.read('/proc/self/mounts')) ?? '';
  return { layout: / cgroup (rw|ro)/.test(mounts) ? 'v1' : 'none', crunRefuses: false };
}
