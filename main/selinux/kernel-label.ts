/** The label that the kernel reports for a process. */
import { readFile } from 'node:fs/promises';
import { isProcessOf } from '../host/container-process.ts';

export type KernelLabel =
  | { readonly label: string; readonly missing: null }
  /** Why it can't be read, in a sentence. */
  | { readonly label: null; readonly missing: string };

/**
 * Reads `/proc/PID/attr/current`.
 * @param containerId whose process it has to be: see `isProcessOf`
 */
export async function kernelLabel(pid: number, containerId: string, procFolder = '/proc'): Promise<KernelLabel> {
  const found = await read(`${procFolder}/${pid}/attr/current`);
  // Asked afterwards: it may have ended meanwhile, but no other's number has become the container's.
  if (await isProcessOf(containerId, pid, procFolder)) return found;
  return { label: null, missing: 'Its process is not on this machine, or has just ended.' };
}

async function read(file: string): Promise<KernelLabel> {
  try {
    return { label: (await readFile(file, 'utf8')).replace(/[\0\n]+$/, ''), missing: null };
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
    if (code === 'EINVAL') return { label: null, missing: 'The kernel has no label for it: SELinux is off.' };
    return { label: null, missing: "The kernel doesn't show it to this user." };
  }
}
