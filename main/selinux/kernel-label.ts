/** The label that the kernel reports for a process. */
import { readFile } from 'node:fs/promises';

export type KernelLabel =
  | { readonly label: string; readonly missing: null }
  /** Why it can't be read, in a sentence. */
  | { readonly label: null; readonly missing: string };

/**
 * Reads `/proc/PID/attr/current`.
 * @param containerId has to stand in the process's cgroup: its number may belong to another by now
 */
export async function kernelLabel(pid: number, containerId: string, procFolder = '/proc'): Promise<KernelLabel> {
  try {
    const groups = await readFile(`${procFolder}/${pid}/cgroup`, 'utf8');
    if (!groups.includes(containerId)) return { label: null, missing: 'Its process is not on this machine.' };
    const label = (await readFile(`${procFolder}/${pid}/attr/current`, 'utf8')).replace(/[\0\n]+$/, '');
    return { label, missing: null };
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
    if (code === 'EACCES' || code === 'EPERM')
      return { label: null, missing: "The kernel doesn't show it to this user." };
    if (code === 'EINVAL') return { label: null, missing: 'The kernel has no label for it: SELinux is off.' };
    return { label: null, missing: 'Its process is not on this machine, or has just ended.' };
  }
}
