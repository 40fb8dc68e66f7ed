// @ts-check
/** How the kernel's control groups are laid out, and whether crun would refuse them. */
/** @param {import('./types.ts').Machine} machine @returns {Promise<import('./types.ts').Cgroups>} */
export async function cgroups(machine) {
  if ((await machine.read('/sys/fs/cgroup/cgroup.controllers')) !== null) return { layout: 'v2', crunRefuses: false };
  const unified = await machine.read('/sys/fs/cgroup/unified/cgroup.controllers');
  if (unified !== null) return { layout: 'hybrid', crunRefuses: unified.trim() !== '' };
  const mounts = (await machine.read('/proc/self/mounts')) ?? '';
  return { layout: / cgroup (rw|ro)/.test(mounts) ? 'v1' : 'none', crunRefuses: false };
}
