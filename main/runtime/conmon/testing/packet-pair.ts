/** Both ends of a packet socket, as conmon and a client hold them. */
import koffi from 'koffi';

const socketpair = koffi.load(null).func('int socketpair(int, int, int, uint8_t *)');
/** AF_UNIX; SOCK_SEQPACKET that doesn't block. */
const kind = [1, 5 | 0o4000] as const;

/** @returns two descriptors; the caller closes them */
export function packetPair(): readonly [number, number] {
  const fds = Buffer.alloc(8);
  if (socketpair(...kind, 0, fds) !== 0) throw new Error(`socketpair: errno ${koffi.errno()}`);
  return [fds.readInt32LE(0), fds.readInt32LE(4)];
}
