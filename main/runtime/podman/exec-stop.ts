/** Ends an exec session. The API has no call for it, so its process gets the signals: see exec-signal.ts. */
import { setTimeout as pause } from 'node:timers/promises';
import { GantryError } from '../../../shared/errors.ts';
import type { RuntimeContainer } from '../oci-runtime.ts';
import type { LibpodClient } from './client.ts';
import { type ExecState, inspectExec } from './exec.ts';
import { signalExec } from './exec-signal.ts';

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
  const { Running, Pid } = await lookUntil(look, (state) => !state.Running || state.Pid !== 0, times.start);
  if (!Running || Pid === 0) return;
  const hasEnded = async (ms: number) => !(await lookUntil(look, (state) => !state.Running, ms)).Running;
  if (timeoutSeconds > 0) {
    await signalExec(client, ctr, Pid, 'SIGTERM');
    if (await hasEnded(timeoutSeconds * 1000)) return;
  }
  await signalExec(client, ctr, Pid, 'SIGKILL');
  if (await hasEnded(times.kill)) return;
  throw new GantryError({
    code: 'engine-failed',
    message: `The command in ${ctr.name} did not end.`,
    hint: 'Its process may wait for a device or a network share. Stop the container to be rid of it.',
  });
}

/** @returns the first state that fits, or the last one seen in this time */
async function lookUntil(
  look: () => Promise<ExecState>,
  fits: (state: ExecState) => boolean,
  ms: number,
): Promise<ExecState> {
  const until = performance.now() + ms;
  for (;;) {
    const state = await look();
    if (fits(state) || performance.now() >= until) return state;
    await pause(times.look);
  }
}
