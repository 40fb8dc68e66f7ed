/** The streams of an exec session, over the socket of its own conmon. */
import type { Writable } from 'node:stream';
import { GantryError } from '../../../shared/errors.ts';
import { DetachKeys } from '../detach-keys.ts';
import type { AttachStreams, ExecOptions, ExecSession } from '../oci-runtime.ts';
import { asAttachError } from './attach.ts';
import type { PacketSocket } from './packet-socket.ts';
import { payloadOf, STDERR, streamOf, writeAll } from './packets.ts';
import type { RuntimeError } from './runtime-errors.ts';

/**
 * Lasts until the command's output has ended, and was handed over.
 * @param keys as `detachBytes` gives them
 * @throws GantryError `cancelled` where the session was left by its detach keys, or nobody takes the output any more;
 *   another where the connection to its conmon broke
 */
export async function joinStreams(
  socket: PacketSocket,
  { streams, terminal }: Pick<ExecOptions, 'streams' | 'terminal'>,
  keys: Uint8Array,
  doing: string,
): Promise<void> {
  let isLeft = false;
  const typed = new DetachKeys(keys, () => {
    isLeft = true;
    socket.destroy();
  });
  // Told where the packets are read.
  socket.on('error', () => undefined);
  streams.input?.pipe(typed);
  typed.pipe(socket, { end: false });
  // A terminal has no end of input, only keys.
  typed.once('end', () => {
    if (!terminal && !isLeft) socket.end();
  });
  try {
    for await (const packet of socket) {
      const stream = outputFor(packet, streams, terminal);
      if (stream !== null) await writeAll(stream, payloadOf(packet)).catch(nobodyReads);
    }
  } catch (thrown) {
    throw isLeft ? left(doing) : asAttachError(thrown, doing);
  } finally {
    streams.input?.unpipe(typed);
    typed.destroy();
  }
  if (isLeft) throw left(doing);
}

/** As a shell has it: by its exit code, with the reason where errors go. All else is a failure. */
export async function notRun(refusal: RuntimeError, { streams, terminal }: ExecOptions): Promise<ExecSession> {
  if (refusal.exitCode === null) throw refusal;
  const stream = terminal ? streams.output : streams.error;
  if (stream !== null) await writeAll(stream, Buffer.from(`${refusal.engineMessage}\n`)).catch(nobodyReads);
  return { pid: null, lastingId: null, ended: Promise.resolve(refusal.exitCode) };
}

function outputFor(packet: Uint8Array, { output, error }: AttachStreams, terminal: boolean): Writable | null {
  return !terminal && streamOf(packet) === STDERR ? error : output;
}

function left(doing: string): GantryError {
  return new GantryError({
    code: 'cancelled',
    message: `${doing}: left by the detach keys.`,
    hint: 'The command runs on.',
  });
}

function nobodyReads(cause: unknown): never {
  throw new GantryError({ code: 'cancelled', message: 'Nobody takes the output any more.', cause });
}
