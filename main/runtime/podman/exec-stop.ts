/** Ends an exec session. The API has no call for it, so its processes get the signals: see exec-signal.ts. */
import { GantryError } from '../../../shared/errors.ts';
import { endProcesses, lookUntil } from '../exec-end.ts';
import type { RuntimeContainer } from '../oci-runtime.ts';
import type { LibpodClient } from './client.ts';
import { inspectExec } from './exec.ts';
import { processesOf } from './exec-signal.ts';

/** Milliseconds: until a session that is being started has a process, and until Podman has heard of its end. */
const times = { start: 2000, end: 5000 };

export interface ExecStop {
  /** Between the first signal and SIGKILL; 0: SIGKILL at once. */
  readonly timeoutSeconds: number;
  /** The service that has started it waits for its end. Of one whose service has died Podman hears minutes later. */
  readonly isWatched: boolean;
}

export async function stopExec(
  client: LibpodClient,
  ctr: RuntimeContainer,
  execId: string,
  { timeoutSeconds, isWatched }: ExecStop,
): Promise<void> {
  const look = () => inspectExec(client, execId);
  // Between its start and its process it runs without one.
  const { Running, Pid, ProcessConfig } = await lookUntil(
    look,
    (state) => !state.Running || state.Pid !== 0,
    times.start,
  );
  if (!Running || Pid === 0) return;
  const processes = await processesOf(client, ctr, Pid);
  const haveEnded = await endProcesses(processes, ProcessConfig?.tty ?? false, timeoutSeconds);
  if (haveEnded && !isWatched) return;
  if (!(await lookUntil(look, (state) => !state.Running, times.end)).Running) return;
  throw new GantryError({
    code: 'engine-failed',
    message: `The command in ${ctr.name} did not end.`,
    hint: 'Its process may wait for a device or a network share. Stop the container to be rid of it.',
  });
}
