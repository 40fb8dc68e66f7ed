/** What can be known of a container, and done about it, where its OCI runtime is gone: its processes are the kernel's. */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { GantryError } from '../../../shared/errors.ts';
import { isProcessOf } from '../../host/container-process.ts';
import type { BundleOf } from '../../runtime/conmon/bundle.ts';
import { clearRemains } from '../../runtime/conmon/creation.ts';
import type { ContainerFolders, Folders } from '../../runtime/conmon/folders.ts';
import { isAlive, knownProcess, pidIn, signalProcess } from '../../runtime/conmon/processes.ts';
import { lookUntil } from '../../runtime/exec-end.ts';
import type { ContainerStatus, RuntimeContainer } from '../../runtime/oci-runtime.ts';
import { timeOf } from './there.ts';

/** What a SIGKILL takes to be seen, on a machine that is very busy. Milliseconds. */
const killed = 20_000;

/** As conmon's files and the kernel tell it. */
export async function statusWithout(ctr: RuntimeContainer, own: ContainerFolders): Promise<ContainerStatus> {
  const first = await firstProcess(ctr, own);
  const startedAt = await timeOf(own.startedFile);
  const rest = { startedAt, oomKilled: false, checkpointed: false };
  if (first !== null) return { ...rest, state: 'running', pid: first, exitCode: null, finishedAt: null };
  const text = (await readFile(own.exitFile, 'utf8').catch(() => '')).trim();
  const exitCode = /^-?\d+$/.test(text) ? Number(text) : -1;
  return { ...rest, state: 'exited', pid: null, exitCode, finishedAt: await timeOf(own.exitFile) };
}

/** @throws GantryError `wrong-state` for one that runs, unless by force */
export async function removeWithout(
  ctr: RuntimeContainer,
  folders: Folders,
  bundleOf: BundleOf,
  { force = false }: { readonly force?: boolean } = {},
): Promise<void> {
  const own = folders.of(ctr.id);
  const first = await firstProcess(ctr, own);
  if (first !== null) {
    if (!force) {
      throw new GantryError({
        code: 'wrong-state',
        message: `Remove ${ctr.name}: it still runs, and its OCI runtime is gone.`,
        hint: 'Remove it by force.',
      });
    }
    await endProcess(ctr, first);
  }
  await clearRemains(own, await bundleOf(ctr));
  await rm(path.join(folders.runtimeRoot, ctr.id), { recursive: true, force: true });
}

/** With the first process of its PID namespace the kernel ends all others. */
async function endProcess({ name }: RuntimeContainer, pid: number): Promise<void> {
  const first = await knownProcess(pid);
  if (first === null) return;
  signalProcess(pid, 'SIGKILL');
  if (
    !(await lookUntil(
      () => isAlive(first),
      (alive) => !alive,
      killed,
    ))
  )
    return;
  throw new GantryError({
    code: 'engine-failed',
    message: `Remove ${name}: it has not ended, even by SIGKILL.`,
    hint: 'A process that waits for a disk or a device can not be killed until that answers.',
  });
}

async function firstProcess({ id }: RuntimeContainer, { pidFile }: ContainerFolders): Promise<number | null> {
  const pid = await pidIn(pidFile);
  if (pid === null || (await knownProcess(pid)) === null) return null;
  return (await isProcessOf(id, pid)) ? pid : null;
}
