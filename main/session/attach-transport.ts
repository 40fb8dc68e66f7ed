/** A session that looks at the container's own first process. */
import { Duplex, type Writable } from 'node:stream';
import { GantryError } from '../../shared/errors.ts';
import type { SessionRequest } from '../../shared/session.ts';
import { FrameReader } from '../runtime/frames.ts';
import { refusal } from './refusal.ts';
import { Resizer } from './resizer.ts';
import type { SessionTarget, Transport } from './transport.ts';
import { TypedInput } from './typed-input.ts';

/** The engine notes a container's end a moment after its output has ended: asked for at these pauses, milliseconds. */
const pauses = [0, 20, 50, 100, 200, 400, 800];

/**
 * Without a TTY, conmon closes the container's standard input when the first of those that are attached goes, whether it
 * has typed or only looked (libpod attaches for both, and drops who only looks with the next output). Nothing keeps it
 * open but staying attached, which an app that can be quit can't promise. So where a container waits for input this way,
 * nobody is attached who hasn't agreed to that end; the log shows the same output and does no harm.
 *
 * @param request with `mayEndInput` where the user has agreed. Throws `needs-consent` where it takes that
 */
export async function openAttach(
  target: SessionTarget,
  { mayEndInput = false }: Pick<SessionRequest, 'mayEndInput'>,
  output: Writable,
): Promise<Transport> {
  const { runtime, container } = target;
  const { terminal, openStdin } = await target.inspect();
  const { state } = await runtime.updateContainerStatus(container);
  if (state !== 'running' && state !== 'paused') throw await refusal(target, null);
  const endsInput = openStdin && !terminal;
  if (endsInput && !mayEndInput) throw needsConsent(container.name);
  const cancel = new AbortController();
  const typed = new TypedInput();
  const connection = connect(typed, output, terminal ? null : new FrameReader());
  const streams = { stdin: true, stdout: true, stderr: true };
  const attached = runtime.httpAttach(container, connection, streams, '', cancel.signal);
  const resizer = new Resizer((next) => runtime.attachResize(container, next));
  const ended = attached
    .finally(() => {
      typed.end();
      resizer[Symbol.dispose]();
    })
    .then(() => (cancel.signal.aborted ? null : exitCode(target)));
  // Who closes it without waiting for its end need not handle how it ended.
  ended.catch(() => {});
  return {
    command: container.summary.command,
    terminal,
    endsInput,
    lastingId: null,
    ended,
    write: (bytes) => typed.write(connection, bytes),
    // What runs there is not its to end.
    programs: async () => null,
    resize: (next) => terminal && resizer.resize(next),
    async close() {
      cancel.abort();
      await attached.catch(() => {});
    },
  };
}

function needsConsent(name: string): GantryError {
  return new GantryError({
    code: 'needs-consent',
    message: `${name} takes its input without a terminal, and only as long as whoever attaches stays.`,
    hint: 'Closing the tab, or quitting Gantry, then closes its standard input, and most programs end by that. Its log shows what it writes without that danger.',
  });
}

/** The end that is given to the runtime: what it writes there goes to the output. */
function connect(typed: TypedInput, output: Writable, frames: FrameReader | null): Duplex {
  const connection = new Duplex({
    read: typed.wanted,
    write(chunk: Uint8Array, _encoding, done) {
      const bytes = frames === null ? chunk : Buffer.concat(frames.read(chunk).map((frame) => frame.bytes));
      output.write(bytes, done);
    },
  });
  // A broken connection is told by the transport's end.
  connection.on('error', () => {});
  return connection;
}

async function exitCode({ runtime, container }: SessionTarget): Promise<number | null> {
  for (const pause of pauses) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const { state, exitCode } = await runtime.updateContainerStatus(container).catch(asRemoved);
    if (state === 'exited' || state === 'stopped') return exitCode;
    if (state === 'removing' || state === 'unknown') return null;
  }
  throw new GantryError({
    code: 'engine-unreachable',
    message: `The connection to ${container.name} ended, but it still runs.`,
    hint: 'Attach again.',
  });
}

/** One that was to be removed at its end may be gone already, and its exit code with it. */
function asRemoved(thrown: unknown): { readonly state: 'removing'; readonly exitCode: null } {
  if (thrown instanceof GantryError && thrown.code === 'not-found') return { state: 'removing', exitCode: null };
  throw thrown;
}
