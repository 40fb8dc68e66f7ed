/** Signals, and the end of a container (libpod: `KillContainer`, `StopContainer`, `waitContainerStop`). */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { GantryError } from '../../../shared/errors.ts';
import type { RuntimeContainer } from '../oci-runtime.ts';
import type { Bundle } from './bundle.ts';
import { untilExitFile } from './exit-file.ts';
import type { ContainerFolders } from './folders.ts';
import { isAlive, knownProcess, signalProcess } from './processes.ts';
import type { RuntimeProgram } from './runtime-program.ts';
import { signalNumber } from './signals.ts';
import { readRuntimeState } from './status.ts';

/** What a SIGKILL takes to be seen, on a machine that is very busy. */
const killedMilliseconds = 20_000;

export async function kill(
  program: RuntimeProgram,
  ctr: RuntimeContainer,
  signal: number | string,
  all: boolean,
): Promise<void> {
  const number = signalNumber(signal);
  const doing = `Send ${signal} to ${ctr.name}`;
  try {
    await program.run(['kill', ...(all ? ['--all'] : []), ctr.id, String(number)], { doing });
  } catch (thrown) {
    if (!all || !(thrown instanceof GantryError) || !isUnknownFlag(thrown)) throw thrown;
    await killByCgroup(program, ctr, number);
  }
}

/** runc has it deprecated, and others have never had it. */
function isUnknownFlag({ engineMessage }: GantryError): boolean {
  return /flag provided but not defined|unrecognized option|unexpected argument|unknown option/i.test(
    engineMessage ?? '',
  );
}

async function killByCgroup(program: RuntimeProgram, ctr: RuntimeContainer, signal: number): Promise<void> {
  const state = await readRuntimeState(program, ctr);
  if (state === null || state.pid <= 0) return;
  for (const pid of await pidsBeside(state.pid)) signalProcess(pid, signal);
}

/** All processes in the cgroup of one. That one alone where it has none of its own: the others are not the container's. */
async function pidsBeside(pid: number): Promise<number[]> {
  const lines = (await readFile(`/proc/${pid}/cgroup`, 'utf8')).trim().split('\n');
  const folders = lines.map((line) => {
    const [, controllers = '', ...group] = line.split(':');
    const mount = controllers === '' ? '' : controllers.replace(/^name=/, '');
    return path.join('/sys/fs/cgroup', mount, group.join(':'));
  });
  const lists = await Promise.all(
    folders.map((folder) => readFile(path.join(folder, 'cgroup.procs'), 'utf8').catch(() => '')),
  );
  const members = lists.map((list) => list.split('\n').filter(Boolean).map(Number));
  return members.find((pids) => pids.includes(pid) && !pids.includes(process.pid) && !pids.includes(1)) ?? [pid];
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
    await killUnlessEnded(program, ctr, bundle.stopSignal, all);
    if (await hasEnded(seconds * 1000)) return;
  }
  await killUnlessEnded(program, ctr, 'SIGKILL', all);
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
  signal: number | string,
  all: boolean,
): Promise<void> {
  try {
    await kill(program, ctr, signal, all);
  } catch (thrown) {
    // Whatever was said of it: each runtime has words of its own for one that has ended.
    const state = await readRuntimeState(program, ctr).catch(() => {
      throw thrown;
    });
    if (state !== null && state.pid > 0 && state.status !== 'stopped') throw thrown;
  }
}
