/** Signals, and the end of a container (libpod: `KillContainer`, `StopContainer`, `waitContainerStop`). */
import { GantryError } from '../../../shared/errors.ts';
import type { RuntimeContainer } from '../oci-runtime.ts';
import type { Bundle } from './bundle.ts';
import { readBundleConfig } from './bundle-config.ts';
import { untilExitFile } from './exit-file.ts';
import type { ContainerFolders } from './folders.ts';
import { killByCgroup } from './kill-by-cgroup.ts';
import { isAlive, knownProcess } from './processes.ts';
import type { RuntimeProgram } from './runtime-program.ts';
import { signalNumber } from './signals.ts';
import { readRuntimeState } from './status.ts';

/** What a SIGKILL takes to be seen, on a machine that is very busy. */
const killedMilliseconds = 20_000;

export async function kill(
  program: RuntimeProgram,
  ctr: RuntimeContainer,
  bundle: Bundle,
  signal: number | string,
  all: boolean,
): Promise<void> {
  const number = signalNumber(signal);
  const doing = `Send ${signal} to ${ctr.name}`;
  try {
    await program.run(['kill', ...(all ? ['--all'] : []), ctr.id, String(number)], { doing });
  } catch (thrown) {
    if (!all || !(thrown instanceof GantryError) || !isUnknownFlag(thrown)) throw thrown;
    const state = await readRuntimeState(program, ctr);
    if (state === null || state.pid <= 0) return;
    const config = await readBundleConfig(bundle.path, doing);
    await killByCgroup(state.pid, config.linux?.cgroupsPath, number);
  }
}

/** runc has it deprecated, and others have never had it. Each library for command lines has words of its own. */
function isUnknownFlag({ engineMessage }: GantryError): boolean {
  return /flag provided but not defined|unknown flag|unrecognized option|unknown option|unexpected argument|found argument/i.test(
    engineMessage ?? '',
  );
}

/**
 * The stop signal, then SIGKILL.
 * @param timeoutSeconds 0: SIGKILL at once; null: the container's own
 * @throws GantryError when even SIGKILL has not ended it
 */
export async function stop(
  program: RuntimeProgram,
  ctr: RuntimeContainer,
  bundle: Bundle,
  own: ContainerFolders,
  timeoutSeconds: number | null,
  all: boolean,
): Promise<void> {
  const state = await readRuntimeState(program, ctr);
  if (state === null || state.pid <= 0) return;
  const first = await knownProcess(state.pid);
  const hasEnded = (milliseconds: number) =>
    untilEnded(own, milliseconds, async () => first === null || !(await isAlive(first)));
  const seconds = timeoutSeconds ?? bundle.stopTimeoutSeconds;
  if (seconds > 0) {
    await killUnlessEnded(program, ctr, bundle, bundle.stopSignal, all);
    if (await hasEnded(seconds * 1000)) return;
  }
  await killUnlessEnded(program, ctr, bundle, 'SIGKILL', all);
  if (await hasEnded(killedMilliseconds)) return;
  throw new GantryError({
    code: 'engine-failed',
    message: `Stop ${ctr.name}: it has not ended, even by SIGKILL.`,
    hint: 'A process that waits for a disk or a device can not be killed until that answers.',
  });
}

/** With its first process ended it has, though conmon may not have written so yet. */
async function untilEnded(
  { exitFile }: ContainerFolders,
  milliseconds: number,
  isGone: () => Promise<boolean>,
): Promise<boolean> {
  return (await untilExitFile(exitFile, milliseconds, isGone)) || isGone();
}

/** It may end by itself between the look and the signal. */
async function killUnlessEnded(
  program: RuntimeProgram,
  ctr: RuntimeContainer,
  bundle: Bundle,
  signal: number | string,
  all: boolean,
): Promise<void> {
  try {
    await kill(program, ctr, bundle, signal, all);
  } catch (thrown) {
    // Whatever was said of it: each runtime has words of its own for one that has ended.
    const state = await readRuntimeState(program, ctr).catch(() => {
      throw thrown;
    });
    if (state !== null && state.pid > 0 && state.status !== 'stopped') throw thrown;
  }
}
