/** What has become of a container: what runs is asked of its OCI runtime, what has ended is told by its record. */
import type { ContainerFolders } from '../../runtime/conmon/folders.ts';
import { frozenSince } from '../../runtime/conmon/frozen.ts';
import { conmonOf } from '../../runtime/conmon/status.ts';
import type { ContainerStatus, RuntimeContainer } from '../../runtime/oci-runtime.ts';
import type { ContainerRecord } from './container-record.ts';
import type { Driver } from './drivers.ts';
import { isThere, timeOf } from './there.ts';
import { statusWithout } from './without-runtime.ts';

interface Whereabouts {
  readonly driver: Driver;
  /** Of its bundle. */
  readonly folder: string;
}

/** As libpod has it where nobody knows the code any more. */
const unknownExitCode = -1;

/** @param record null: it can't be read */
export async function readState(
  ctr: RuntimeContainer,
  record: ContainerRecord | null,
  { driver, folder }: Whereabouts,
): Promise<ContainerStatus> {
  const own = driver.folders.of(ctr.id);
  const isFrozen = async () => (await frozenSince({ path: folder })) !== null;
  // Whatever has a run since the machine was started has its folder until its end is in the record.
  if (!(await isThere(own.run)) && !(await isFrozen())) return asRecorded(record);
  if (driver.isMissing) return { ...(await statusWithout(ctr, own)), checkpointed: await isFrozen() };
  const status = await driver.runtime.updateContainerStatus(ctr);
  // It was being made when the app was killed, or still is: it has never been started, and is made anew when it is.
  if (status.state === 'created' || status.state === 'initialized') return asRecorded(record);
  if (status.state === 'exited' && !status.checkpointed) {
    if (!(await hasRun(own))) return asRecorded(record);
    // The disk may be slow: what has ended without a word is not written down as that while conmon still has one to say.
    if (await isStillToTell(own)) return { ...status, state: 'stopping', exitCode: null, finishedAt: null };
  }
  const startedAt = status.startedAt ?? (await timeOf(own.pidFile)) ?? record?.lastRun?.startedAt ?? null;
  // A restore that the app was killed in has put the exit code aside; the record has it.
  const isAside = status.checkpointed && status.exitCode === unknownExitCode;
  const exitCode = isAside ? (record?.lastRun?.exitCode ?? unknownExitCode) : status.exitCode;
  return { ...status, startedAt, exitCode };
}

/** What ran was started, or has left an exit code: the app may have been killed just before it wrote that it was started. */
async function hasRun({ startedFile, exitFile }: ContainerFolders): Promise<boolean> {
  return (await isThere(startedFile)) || (await isThere(exitFile));
}

async function isStillToTell(own: ContainerFolders): Promise<boolean> {
  const conmon = await conmonOf(own);
  // Asked afterwards: it may have told, and ended, meanwhile.
  return conmon !== null && !(await isThere(own.exitFile));
}

function asRecorded(record: ContainerRecord | null): ContainerStatus {
  const run = record?.lastRun ?? null;
  return {
    state: run === null ? 'created' : 'exited',
    pid: null,
    exitCode: run === null ? null : (run.exitCode ?? unknownExitCode),
    startedAt: run?.startedAt ?? null,
    finishedAt: run?.finishedAt ?? null,
    oomKilled: run?.oomKilled ?? false,
    checkpointed: false,
  };
}
