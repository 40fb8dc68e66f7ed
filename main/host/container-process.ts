/** Knowing a container's process on this machine. */
import { readFile } from 'node:fs/promises';

/**
 * Whether this number, which an engine has told, is here that of a process of the container. An engine behind a socket of
 * this machine may live on another one (a forwarded socket), where it is another process's; and even here it may belong
 * to another by now. The container's id, which no other has, stands in its processes' cgroup.
 */
export async function isProcessOf(containerId: string, pid: number, procFolder = '/proc'): Promise<boolean> {
  const groups = await readFile(`${procFolder}/${pid}/cgroup`, 'utf8').catch(() => '');
  return groups.includes(containerId);
}
