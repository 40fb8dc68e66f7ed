/** conmon's packets: a byte that says which stream, then up to 8 KiB of it (`conn_sock.c`). */
import type { Writable } from 'node:stream';

/** conmon's numbers are one more than those of the frames. */
const firstStream = 1;
export const STDERR = 2;

/** Of a frame: 1 byte stream, 3 zero bytes, 4 bytes length. */
const frameHeaderLength = 8;

/** As in libpod's frames: 1 stdout, 2 stderr. */
export function streamOf(packet: Uint8Array): number {
  return (packet[0] ?? 0) - firstStream;
}

export function payloadOf(packet: Uint8Array): Uint8Array {
  return packet.subarray(1);
}

/** The packet as a frame of libpod's. */
export function frameOf(packet: Uint8Array): Uint8Array {
  const frame = new Uint8Array(frameHeaderLength + packet.length - 1);
  frame[0] = streamOf(packet);
  new DataView(frame.buffer).setUint32(4, packet.length - 1);
  frame.set(payloadOf(packet), frameHeaderLength);
  return frame;
}

/**
 * Writes, and waits while there is no room.
 * @throws what broke the stream
 */
export function writeAll(stream: Writable, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    // With no room left: until these bytes have gone, or the stream has.
    if (stream.write(bytes, (error) => (error ? reject(error) : resolve()))) resolve();
  });
}
