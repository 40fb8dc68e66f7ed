/** The container's own first process, over conmon's attach socket (libpod: `HTTPAttach`). */
import type { Duplex } from 'node:stream';
import { GantryError } from '../../../shared/errors.ts';
import { untilOver } from '../attachment.ts';
import { type DetachKeys, detachBytes } from '../detach-keys.ts';
import type { HttpAttachStreams, RuntimeContainer } from '../oci-runtime.ts';
import type { Bundle } from './bundle.ts';
import type { PacketSocket } from './packet-socket.ts';
import { frameOf, payloadOf, STDERR, streamOf, writeAll } from './packets.ts';
import { SystemCallError } from './system-call-error.ts';

/**
 * One that takes nothing for so long is let go: conmon waits for it, and with it the container, its log, all others that
 * are attached, and the notice of its end.
 */
export const patienceMilliseconds = 2000;

export async function attach(
  ctr: RuntimeContainer,
  bundle: Bundle,
  connection: Duplex,
  streams: HttpAttachStreams,
  detachKeys: string | undefined,
  cancel: AbortSignal,
): Promise<void> {
  if (cancel.aborted || connection.destroyed) return;
  const doing = `Attach to ${ctr.name}`;
  // Bytes from no keyboard may say anything, also what would be the keys.
  const keys = detachBytes(streams.stdin && bundle.terminal ? detachKeys : '');
  const socket = await connected(bundle.path, doing);
  const asError = (thrown: unknown) => asAttachError(thrown, doing);
  await untilOver({ connection, socket, keys, cancel, leave: (end) => end(), asError }, async (typed, isOver) => {
    if (streams.stdin) pipeInput(connection, typed, socket, bundle, isOver);
    await copyOut(socket, connection, streams, bundle.terminal);
  });
}

export async function connected(folder: string, doing: string): Promise<PacketSocket> {
  // Only here: it loads a native module, which an app that never attaches doesn't need.
  const { connectPackets } = await import('./packet-socket.ts');
  try {
    return connectPackets(folder, 'attach');
  } catch (thrown) {
    throw asAttachError(thrown, doing);
  }
}

/** The end of the input is passed on, as libpod does: a `cat` ends by it. A terminal has no end, only keys. */
function pipeInput(connection: Duplex, typed: DetachKeys, socket: PacketSocket, bundle: Bundle, isOver: () => boolean) {
  connection.pipe(typed);
  typed.pipe(socket, { end: false });
  typed.once('end', () => {
    if (!bundle.terminal && !isOver()) socket.end();
  });
  // Told where the packets are read.
  socket.on('error', () => undefined);
}

async function copyOut(
  socket: PacketSocket,
  connection: Duplex,
  { stdout, stderr }: HttpAttachStreams,
  terminal: boolean,
): Promise<void> {
  for await (const packet of socket) {
    if (!(streamOf(packet) === STDERR ? stderr : stdout)) continue;
    await orLetGo(writeAll(connection, terminal ? payloadOf(packet) : frameOf(packet)));
  }
}

async function orLetGo(written: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooSlow()), patienceMilliseconds);
  });
  try {
    await Promise.race([written, late]);
  } finally {
    clearTimeout(timer);
    written.catch(() => undefined);
  }
}

class TooSlow extends GantryError {
  constructor() {
    super({
      code: 'cancelled',
      message: 'The output was not taken for two seconds, so the container was let go.',
      hint: 'It runs on. Attach again to see what it says from now on.',
    });
  }
}

export function asAttachError(thrown: unknown, doing: string): GantryError {
  if (thrown instanceof GantryError) return thrown;
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  const isGone =
    (thrown instanceof SystemCallError || (thrown instanceof Error && 'code' in thrown)) &&
    ['ENOENT', 'ECONNREFUSED', 'ENOTDIR'].includes(String(thrown.code));
  return new GantryError({
    code: isGone ? 'wrong-state' : 'engine-failed',
    message: isGone
      ? `${doing}: it doesn't run, or its conmon has ended.`
      : `${doing}: the connection to conmon broke.`,
    engineMessage: words,
    hint: isGone ? 'Start it first.' : null,
    cause: thrown,
  });
}
