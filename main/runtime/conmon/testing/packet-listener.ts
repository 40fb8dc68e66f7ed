/** Who listens on a packet socket and takes nobody until it is told to, as a conmon that is held up. */
import koffi from 'koffi';
import { close } from '../libc.ts';
import { SystemCallError } from '../system-call-error.ts';

const library = koffi.load(null);
const calls = {
  socket: library.func('int socket(int, int, int)'),
  bind: library.func('int bind(int, const uint8_t *, uint32_t)'),
  listen: library.func('int listen(int, int)'),
  accept: library.func('int accept(int, void *, void *)'),
};

export class PacketListener {
  readonly #fds: number[] = [];

  /** One may wait, another is told that it is too many. */
  constructor(path: string) {
    // AF_UNIX, SOCK_SEQPACKET; the path ends by a zero byte.
    const fd: number = calls.socket(1, 5, 0);
    this.#fds.push(fd);
    const address = Buffer.concat([Buffer.from(Uint16Array.of(1).buffer), Buffer.from(`${path}\0`)]);
    if (calls.bind(fd, address, address.length) < 0) throw new SystemCallError('bind', koffi.errno());
    if (calls.listen(fd, 0) < 0) throw new SystemCallError('listen', koffi.errno());
  }

  /** Takes one who waits. */
  take(): void {
    this.#fds.push(calls.accept(this.#fds[0] ?? -1, null, null));
  }

  close(): void {
    for (const fd of this.#fds) close(fd);
  }
}
