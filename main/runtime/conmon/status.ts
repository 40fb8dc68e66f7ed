/** What has become of a container, from the OCI runtime and from what conmon has left. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { ContainerState } from '../../../shared/container.ts';
import { GantryError } from '../../../shared/errors.ts';
import type { ContainerStatus, RuntimeContainer } from '../oci-runtime.ts';
import type { Bundle } from './bundle.ts';
import { exitCodeIn, untilExitFile } from './exit-file.ts';
import type { ContainerFolders } from './folders.ts';
import { frozenSince } from './frozen.ts';
import { isAlive, type KnownProcess, knownProcess, pidIn } from './processes.ts';
import type { RuntimeProgram } from './runtime-program.ts';

/** The runtime spec's `state`, as runc and crun print it. */
const runtimeState = z.object({
  status: z.enum(['creating', 'created', 'running', 'paused', 'stopped']),
  pid: z.number(),
});
export type RuntimeState = z.infer<typeof runtimeState>;

/** conmon writes the exit code before anything else that it does at the end; killed, it never does. */
const exitFileMilliseconds = 5000;
/** libpod's, where nobody knows the code any more. */
const unknownExitCode = -1;

/** @returns null where the runtime has no such container: it has never been made, or is deleted */
export async function readRuntimeState(program: RuntimeProgram, ctr: RuntimeContainer): Promise<RuntimeState | null> {
  const doing = `Look at ${ctr.name}`;
  try {
    const printed = await program.run(['state', ctr.id], { doing });
    return parseState(printed, doing);
  } catch (thrown) {
    if (thrown instanceof GantryError && thrown.code === 'not-found') return null;
    throw thrown;
  }
}

function parseState(printed: string, doing: string): RuntimeState {
  try {
    return runtimeState.parse(JSON.parse(printed));
  } catch (thrown) {
    throw new GantryError({
      code: 'malformed-reply',
      message: `${doing}: the OCI runtime's answer can't be understood.`,
      engineMessage: printed.slice(0, 500),
      hint: 'See whether the OCI runtime is whole, and one that Gantry knows.',
      cause: thrown,
    });
  }
}

/** The exit code of what SIGKILL has ended. */
const killed = 137;

/**
 * As libpod's `UpdateContainerStatus`: a container that has vanished from the runtime has stopped. Ours differs in that it
 * keeps nothing: times and exit code are read from the files that conmon and the driver have left.
 */
export async function readStatus(
  program: RuntimeProgram,
  ctr: RuntimeContainer,
  bundle: Bundle,
  folders: ContainerFolders,
): Promise<ContainerStatus> {
  const found = await readRuntimeState(program, ctr);
  const hasGone = found === null || found.status === 'stopped';
  // The folders go when the machine is started again; the mark is in the bundle, and stays.
  const frozenAt = hasGone ? await frozenSince(bundle) : null;
  const state = stateOf(found, frozenAt !== null || (await hasBeenMade(folders)));
  const startedAt = await timeOf(folders.startedFile);
  if (state !== 'exited') {
    const pid = state === 'running' || state === 'paused' ? (found?.pid ?? null) : null;
    const none = { exitCode: null, finishedAt: null, oomKilled: false, checkpointed: false };
    return { ...none, state, pid, startedAt };
  }
  const conmon = await conmonOf(folders);
  await untilExitFile(folders.exitFile, exitFileMilliseconds, async () => conmon === null || !(await isAlive(conmon)));
  const exitCode = (await exitCodeIn(folders.exitFile)) ?? unknownExitCode;
  return {
    state,
    pid: null,
    exitCode,
    startedAt,
    finishedAt: (await timeOf(folders.exitFile)) ?? frozenAt,
    oomKilled: (await timeOf(path.join(bundle.path, 'oom'))) !== null,
    // One that we were killed in while it was brought back has the mark still: what is frozen was killed by that.
    checkpointed: frozenAt !== null && (exitCode === killed || exitCode === unknownExitCode),
  };
}

/** In libpod's words: the runtime's `created` is `initialized` there, and one that it doesn't know yet is `created`. */
function stateOf(found: RuntimeState | null, hasBeenMadeBefore: boolean): ContainerState {
  if (found === null) return hasBeenMadeBefore ? 'exited' : 'created';
  if (found.status === 'stopped') return 'exited';
  return found.status === 'running' || found.status === 'paused' ? found.status : 'initialized';
}

async function hasBeenMade({ pidFile }: ContainerFolders): Promise<boolean> {
  return (await timeOf(pidFile)) !== null;
}

/** Null: none runs for it. Another process may have its number by now, but not its command line. */
export async function conmonOf({
  conmonPidFile,
}: Pick<ContainerFolders, 'conmonPidFile'>): Promise<KnownProcess | null> {
  const pid = await pidIn(conmonPidFile);
  if (pid === null) return null;
  const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
  return words.includes(conmonPidFile) ? knownProcess(pid) : null;
}

/** Milliseconds since 1970; null: there is no such file. */
async function timeOf(file: string): Promise<number | null> {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );
}
