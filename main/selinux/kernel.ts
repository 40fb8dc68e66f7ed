/** What the kernel says of SELinux: whether it is on, whether it enforces, and which labels processes have. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

export interface SelinuxStatus {
  readonly enabled: boolean;
  /** False: what the policy forbids is written down and allowed. */
  readonly enforcing: boolean;
}

/** @param selinuxfs where the kernel's own file system for it is mounted; it is there only where SELinux is on */
export async function selinuxStatus(selinuxfs = '/sys/fs/selinux'): Promise<SelinuxStatus> {
  const enforce = await readFile(path.join(selinuxfs, 'enforce'), 'utf8').catch(() => null);
  return { enabled: enforce !== null, enforcing: enforce?.trim() === '1' };
}

/** The label of every process that this user may ask for, each once. Empty where SELinux is off. */
export async function processLabels(procFolder = '/proc'): Promise<ReadonlySet<string>> {
  const pids = (await readdir(procFolder)).filter((name) => /^\d+$/.test(name));
  const labels = await Promise.all(
    pids.map((pid) =>
      readFile(path.join(procFolder, pid, 'attr', 'current'), 'utf8')
        // It ended meanwhile, or there is none.
        .catch(() => ''),
    ),
  );
  return new Set(labels.map((label) => label.replace(/[\0\n]+$/, '')).filter((label) => label.includes(':')));
}
