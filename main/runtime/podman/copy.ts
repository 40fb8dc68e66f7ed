/** Copies what comes of an upgraded connection, no faster than it is taken. */
import type { Duplex } from 'node:stream';

/**
 * @param head what came with the answer's head, before all else
 * @returns when the other side has ended and all has been taken. Rejects when the connection breaks
 */
export async function copy(
  socket: Duplex,
  head: Uint8Array,
  take: (bytes: Uint8Array) => Promise<void> | void,
): Promise<void> {
  if (head.length > 0) await take(head);
  // The iterator would destroy the socket at its end; what we still have to say may be under way.
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) await take(chunk);
}
