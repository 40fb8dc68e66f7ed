/** A session whose command was started for it in a running container. */
import { Readable, type Writable } from 'node:stream';
import { GantryError } from '../../shared/errors.ts';
import type { SessionRequest, TerminalSize } from '../../shared/session.ts';
import { unsupported } from '../runtime/errors.ts';
import type { ExecOptions, ExecSession } from '../runtime/oci-runtime.ts';
import { isLost } from './lost.ts';
import { refusal } from './refusal.ts';
import { Resizer } from './resizer.ts';
import { chooseShell, type ShellSource } from './shell-choice.ts';
import type { SessionTarget, Transport } from './transport.ts';
import { TypedInput } from './typed-input.ts';

/** Seconds between the hang-up and SIGKILL. */
const patienceSeconds = 1;

/** By which its runtime knows it. */
export interface ExecIdentity {
  readonly id: string;
  /** It is not started, but taken up: an app that was killed has left it. */
  readonly runsAlready: boolean;
}

export async function openExec(
  target: SessionTarget,
  { command, user, workingDirectory: cwd }: SessionRequest,
  size: TerminalSize,
  output: Writable,
  { id: execId, runsAlready }: ExecIdentity,
): Promise<Transport> {
  const { runtime, container } = target;
  const cmd = command ?? [await chooseShell(shellSource(target))];
  const typed = new TypedInput();
  const input = new Readable({ read: typed.wanted });
  // A broken connection is told by the session's end.
  input.on('error', () => {});
  const options = {
    cmd,
    terminal: true,
    user,
    cwd,
    env: { TERM: 'xterm-256color' },
    streams: { input, output, error: null },
    // A tab that is closed is enough; ctrl-p belongs to the shell's history.
    detachKeys: '',
    size,
  };
  const begun = runsAlready ? join(target, execId, options) : runtime.execContainer(container, execId, options);
  const session = await begun.catch(async (thrown: unknown) => {
    throw await refusal(target, thrown);
  });
  const resizer = new Resizer((next) => runtime.execAttachResize(container, execId, next));
  // Best effort: the engine forgets it by itself.
  const cleanUp = () => runtime.execContainerCleanup(container, execId).catch(() => {});
  const ended = session.ended
    .finally(() => {
      typed.end();
      resizer[Symbol.dispose]();
      input.push(null);
    })
    .then(
      async (exitCode) => {
        await cleanUp();
        return exitCode;
      },
      async (thrown: unknown) => {
        // Who is to end it later has to find it.
        if (!isLost(thrown)) await cleanUp();
        throw thrown;
      },
    );
  // Who closes it without waiting for its end need not handle how it ended.
  ended.catch(() => {});
  return {
    command: cmd,
    terminal: true,
    endsInput: false,
    lastingId: session.lastingId,
    ended,
    write: (bytes) => typed.write(input, bytes),
    programs: async () => (await runtime.execPrograms?.(container, execId)) ?? null,
    resize: (next) => resizer.resize(next),
    async close() {
      await endExec(target, execId);
      await ended.catch(() => {});
      await cleanUp();
    },
  };
}

/** Ends a command, of this run or of an earlier one; one that is over already is fine. */
export async function endExec({ runtime, container }: SessionTarget, execId: string): Promise<void> {
  await runtime.execStopContainer(container, execId, patienceSeconds).catch(unlessGone);
}

async function join({ runtime, container }: SessionTarget, execId: string, options: ExecOptions): Promise<ExecSession> {
  if (runtime.execAttach === undefined) throw unsupported('execAttach', 'This engine finds no session again.');
  return runtime.execAttach(container, execId, options);
}

function shellSource({ runtime, container, inspect }: SessionTarget): ShellSource {
  return {
    name: container.name,
    environment: async () => (await inspect()).environment,
    isExecutable: runtime.isExecutable
      ? (path) => runtime.isExecutable?.(container, path) ?? Promise.resolve(false)
      : null,
  };
}

function unlessGone(thrown: unknown): void {
  if (thrown instanceof GantryError && (thrown.code === 'not-found' || thrown.code === 'wrong-state')) return;
  throw thrown;
}
