/** Ends an exec session. The API has no call for it, so its processes get the signals: see exec-signal.ts. */
import { setTimeout as pause } from 'node:timers/promises';
import { GantryError } from '../../../shared/errors.ts';
import type { RuntimeContainer } from '../oci-runtime.ts';
import type { LibpodClient } from './client.ts';
import { inspectExec } from './exec.ts';
import { processesOf } from './exec-signal.ts';

/** Milliseconds: between two looks, until a session that is being started has a process, and until SIGKILL has done. */
const times = { look: 25, start: 2000, kill: 5000 };

export async function stopExec(
  client: LibpodClient,
  ctr: RuntimeContainer,
  execId: string,
  timeoutSeconds: number,
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
  if (ProcessConfig?.tty) await processes.discardUnread();
  if (timeoutSeconds > 0) {
    await processes.signal(ProcessConfig?.tty ? 'SIGHUP' : 'SIGTERM');
    // Those in the background too, which may outlive the first.
    await lookUntil(processes.anyLeft, (left) => !left, timeoutSeconds * 1000);
  }
  // Again and again: one that was forked meanwhile has missed it.
  const kill = async () => {
    await processes.signal('SIGKILL');
    return processes.anyLeft();
  };
  await lookUntil(kill, (left) => !left, times.kill);
  if (!(await lookUntil(look, (state) => !state.Running, times.kill)).Running) return;
  throw new GantryError({
    code: 'engine-failed',
    message: `The command in ${ctr.name} did not end.`,
    hint: 'Its process may wait for a device or a network share. Stop the container to be rid of it.',
  });
}

/** @returns the first that fits, or the last one seen in this time */
async function lookUntil<Seen>(look: () => Promise<Seen>, fits: (seen: Seen) => boolean, ms: number): Promise<Seen> {
  const until = performance.now() + ms;
  for (;;) {
    const seen = await look();
    if (fits(seen) || performance.now() >= until) return seen;
    await pause(times.look);
  }
}
