/** The bundle engine on a machine with SELinux, and what is looked at there. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { crunPrograms } from '../../../runtime/conmon/testing/programs.ts';
import type { RuntimeContainer } from '../../../runtime/oci-runtime.ts';
import { Kept } from '../../../runtime/testing/streams.ts';
import { selinuxStatus } from '../../../selinux/kernel.ts';
import { type BundleSubject, startBundleSubject } from './bundle-subject.ts';

export const sleeper = ['sleep', '1000'];

/** @throws where nothing is enforced: what is shown then would be shown of nothing */
export async function startEnforced(): Promise<BundleSubject> {
  const { enforcing } = await selinuxStatus();
  if (!enforcing) throw new Error('SELinux does not enforce here.');
  return startBundleSubject(await crunPrograms());
}

/** What the kernel says of its first process. */
export async function kernelLabelOf({ engine }: BundleSubject, { id }: RuntimeContainer): Promise<string> {
  const { pid } = engine.container(id).summary;
  return (await readFile(`/proc/${pid}/attr/current`, 'utf8')).replace(/\0$/, '');
}

/** The label that a file has on the disk. */
export async function fileLabel(file: string): Promise<string> {
  return (await promisify(execFile)('stat', ['--format=%C', '--', file])).stdout.trim();
}

/** What a command in it says, on both streams, and how it ends. */
export async function inside({ engine }: BundleSubject, ctr: RuntimeContainer, ...cmd: readonly string[]) {
  const output = new Kept();
  const options = { cmd: [...cmd], terminal: false, streams: { input: null, output, error: output } };
  const { ended } = await engine.runtimeOf(ctr.id).execContainer(ctr, crypto.randomUUID(), options);
  const code = await ended;
  return { code, text: output.text.trim() };
}
