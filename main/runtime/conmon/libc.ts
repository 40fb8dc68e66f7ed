/**
 * The few calls of the C library that Node lacks: sockets that keep packets apart (SOCK_SEQPACKET), as conmon's attach
 * socket is, which `node:net` neither opens nor reads whole (libuv takes a hang-up for the end while packets still wait).
 */
import { constants } from 'node:os';
import koffi from 'koffi';
import { SystemCallError } from './system-call-error.ts';

// Of the process itself, so whichever C library it runs with.
const library = koffi.load(null);
const calls = {
  socket: library.func('int socket(int, int, int)'),
  connect: library.func('int connect(int, const uint8_t *, uint32_t)'),
  recv: library.func('intptr_t recv(int, uint8_t *, size_t, int)'),
  send: library.func('intptr_t send(int, const uint8_t *, size_t, int)'),
  shutdown: library.func('int shutdown(int, int)'),
  close: library.func('int close(int)'),
  eventfd: library.func('int eventfd(unsigned int, int)'),
  write: library.func('intptr_t write(int, const uint8_t *, size_t)'),
  read: library.func('intptr_t read(int, uint8_t *, size_t)'),
  poll: library.func('int poll(uint8_t *, unsigned long, int)'),
  pipe2: library.func('int pipe2(uint8_t *, int)'),
  syscall: library.func('long syscall(long, int, unsigned int)'),
};

const AF_UNIX = 1;
const SOCK_SEQPACKET = 5;
const SOCK_NONBLOCK = 0o4000;
const SOCK_CLOEXEC = 0o2000000;
const O_CLOEXEC = 0o2000000;
const EFD_FLAGS = SOCK_NONBLOCK | SOCK_CLOEXEC;
const MSG_DONTWAIT = 0x40;
const MSG_NOSIGNAL = 0x4000;
const SHUT_WR = 1;
/** `pidfd_open`, which not every C library has. */
const SYS_pidfd_open = 434;
/** `sun_path` holds so many bytes and the zero at its end. */
const longestPath = 107;

export const POLLIN = 1;
export const POLLOUT = 4;
/** Bytes of a `struct pollfd`: fd, events, revents. */
export const pollfdLength = 8;

/**
 * Connects to a listening packet socket without waiting: that too many wait there already is told as `EAGAIN`.
 * @returns the descriptor; the caller closes it
 * @throws SystemCallError
 */
export function connectPacketSocket(path: string): number {
  const bytes = Buffer.from(path);
  if (bytes.length > longestPath) throw new SystemCallError(`connect ${path}`, constants.errno.ENAMETOOLONG);
  const fd: number = calls.socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) throw new SystemCallError('socket', koffi.errno());
  const address = Buffer.alloc(2 + bytes.length + 1);
  address.writeUInt16LE(AF_UNIX);
  bytes.copy(address, 2);
  if (calls.connect(fd, address, address.length) === 0) return fd;
  const failed = new SystemCallError(`connect ${path}`, koffi.errno());
  calls.close(fd);
  throw failed;
}

/**
 * Takes one packet without waiting.
 * @returns its length, 0 at the end of the connection, null when none is there yet
 * @throws SystemCallError
 */
export function receive(fd: number, into: Buffer): number | null {
  return transferred('recv', calls.recv(fd, into, into.length, MSG_DONTWAIT));
}

/**
 * Sends one packet without waiting.
 * @returns its length, null when there is no room for it yet
 * @throws SystemCallError
 */
export function send(fd: number, packet: Uint8Array): number | null {
  return transferred('send', calls.send(fd, packet, packet.length, MSG_DONTWAIT | MSG_NOSIGNAL));
}

/** Tells the other side that no more is sent. One that has gone already doesn't mind. */
export function endSending(fd: number): void {
  calls.shutdown(fd, SHUT_WR);
}

export function close(fd: number): void {
  calls.close(fd);
}

/**
 * A pipe that no program gets unless it is handed over.
 * @returns what is read from, and what is written to; the caller closes both
 * @throws SystemCallError
 */
export function openPipe(): readonly [number, number] {
  const fds = Buffer.alloc(8);
  if (calls.pipe2(fds, O_CLOEXEC) < 0) throw new SystemCallError('pipe2', koffi.errno());
  return [fds.readInt32LE(0), fds.readInt32LE(4)];
}

/**
 * A descriptor of a process, which a poll finds ready to be read when that has ended.
 * @returns the descriptor; the caller closes it
 * @throws SystemCallError `ESRCH` where there is none; `ENOSYS` from a kernel before 5.3
 */
export function openProcess(pid: number): number {
  const fd: number = calls.syscall(SYS_pidfd_open, pid, 0);
  if (fd < 0) throw new SystemCallError('pidfd_open', koffi.errno());
  return fd;
}

/** A descriptor by which a poll is woken: see `wake`. */
export function wakeDescriptor(): number {
  const fd: number = calls.eventfd(0, EFD_FLAGS);
  if (fd < 0) throw new SystemCallError('eventfd', koffi.errno());
  return fd;
}

const one = Buffer.from(BigUint64Array.of(1n).buffer);

export function wake(fd: number): void {
  calls.write(fd, one, one.length);
}

/** After a wake: so that the next poll sleeps again. */
export function settle(fd: number): void {
  calls.read(fd, Buffer.alloc(8), 8);
}

/**
 * Waits for one of the descriptors, on another thread.
 * @param table of `struct pollfd`, filled in; it must be kept until `done`
 * @param done with the number of those that are ready
 */
export function poll(table: Buffer, done: (ready: number) => void): void {
  calls.poll.async(table, table.length / pollfdLength, -1, (thrown: unknown, ready: number) => {
    if (thrown !== null && thrown !== undefined) throw thrown;
    done(ready);
  });
}

function transferred(call: string, length: number): number | null {
  if (length >= 0) return length;
  const errno = koffi.errno();
  if (errno === constants.errno.EAGAIN || errno === constants.errno.EINTR) return null;
  throw new SystemCallError(call, errno);
}
