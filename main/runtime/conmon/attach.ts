/** The container's own first process, over conmon's attach socket (libpod: `HTTPAttach`). */
import type { Duplex } from 'node:stream';
import { GantryError } from '../../../shared/errors.ts';
import { untilOver } from '../attachment.ts';
import { type DetachKeys, detachBytes } from '../detach-keys.ts';
import type { HttpAttachStreams, RuntimeContainer } from '../oci-runtime.ts';
import type { Bundle } from './bundle.ts';
import type { PacketSocket } from './packet-socket.ts';
import { frameOf, payloadOf, STDERR, streamOf } from './packets.ts';
import { SystemCallError } from './system-call-error.ts';
import { TakenOutput } from './taken-output.ts';

/**
 * Where the container has a standard input and no terminal, conmon ends that for all when the first of its clients leaves,
 * also one who only looked: its `--leave-stdin-open` would keep the input's end from ever getting through.
 */
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
    return await connectPackets(folder, 'attach');
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
  const taken = new TakenOutput(connection);
  for await (const packet of socket) {
    if (!(streamOf(packet) === STDERR ? stderr : stdout)) continue;
    await taken.hand(terminal ? payloadOf(packet) : frameOf(packet));
  }
  await taken.end();
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
