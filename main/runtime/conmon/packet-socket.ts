/** A connection that keeps packets apart, as a stream: what conmon listens on. */
import { closeSync, constants, openSync } from 'node:fs';
import { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { close, connectPacketSocket, endSending, POLLIN, POLLOUT, receive, send } from './libc.ts';
import { pollLoop } from './poll-loop.ts';
import { SystemCallError } from './system-call-error.ts';

/**
 * Linux says either once where the other side has gone before it read all that was sent; packets that it has said before
 * that still wait.
 */
const goneCodes = ['ECONNRESET', 'EPIPE'];

/** conmon cuts what is longer (`CONN_SOCK_BUF_SIZE`), without a word. */
const longestSent = 32 * 1024;
/** conmon's are a byte and 8 KiB at most. */
const longestReceived = 64 * 1024;
/** So many are taken in one go, so that one that floods doesn't keep the others waiting. */
const packetsAtOnce = 64;
/** So much waits for a reader at most, beside what the kernel holds. */
const highWaterMark = 1024 * 1024;

/** What is received is copied out of it at once. */
const received = Buffer.allocUnsafeSlow(longestReceived);

/** Milliseconds: conmon lets ten wait, and is slow where a client is; it is asked again, and at last told of. */
const full = { again: 20, most: 5000 };

/**
 * Connects to a packet socket, however long its path is. Where too many wait already for who listens, it is tried again
 * for a while.
 * @param folder that the socket is in
 * @returns a stream that reads packets (each a `Buffer`) and writes bytes; while its reader is slow, the other side waits
 * @throws SystemCallError `ENOENT`, `ECONNREFUSED` … where nobody listens, `EAGAIN` where who does takes nobody
 */
export async function connectPackets(folder: string, name: string): Promise<PacketSocket> {
  // By way of the folder's descriptor: an address holds 107 bytes.
  const fd = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    const until = performance.now() + full.most;
    for (;;) {
      try {
        return new PacketSocket(connectPacketSocket(`/proc/self/fd/${fd}/${name}`));
      } catch (thrown) {
        const isFull = thrown instanceof SystemCallError && thrown.code === 'EAGAIN';
        if (!isFull || performance.now() >= until) throw thrown;
        await pause(full.again);
      }
    }
  } finally {
    closeSync(fd);
  }
}

/** What is written after the other side has gone is said to nobody, and no failure: the end of the packets tells of it. */
export class PacketSocket extends Duplex {
  readonly #fd: number;
  #wantsPackets = false;
  /** Sends what still has to be sent. */
  #sending: (() => void) | null = null;

  constructor(fd: number) {
    super({ readableObjectMode: true, readableHighWaterMark: 128, writableHighWaterMark: highWaterMark });
    this.#fd = fd;
  }

  override _read(): void {
    this.#wantsPackets = true;
    this.#watch();
  }

  override _write(chunk: Uint8Array, _encoding: string, done: (error?: Error | null) => void): void {
    let at = 0;
    this.#sending = () => {
      try {
        while (at < chunk.length) {
          const sent = send(this.#fd, chunk.subarray(at, at + longestSent));
          if (sent === null) return this.#watch();
          at += sent;
        }
      } catch (thrown) {
        this.#sending = null;
        return done(hasGone(thrown) ? null : asError(thrown));
      }
      this.#sending = null;
      done();
    };
    this.#sending();
  }

  override _final(done: (error?: Error | null) => void): void {
    endSending(this.#fd);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    pollLoop.leave(this.#fd);
    close(this.#fd);
    done(error);
  }

  #watch(): void {
    if (this.destroyed) return;
    const events = (this.#wantsPackets ? POLLIN : 0) | (this.#sending === null ? 0 : POLLOUT);
    // With no events at all a hang-up would still be told, over and over.
    if (events === 0) pollLoop.leave(this.#fd);
    else pollLoop.watch(this.#fd, events, () => this.#ready());
  }

  #ready(): void {
    if (this.#wantsPackets) this.#receive();
    // Who was told of a packet may have closed it all: the descriptor may be another's by now.
    if (!this.destroyed) this.#sending?.();
    this.#watch();
  }

  #receive(): void {
    for (let count = 0; count < packetsAtOnce && this.#wantsPackets && !this.destroyed; count++) {
      try {
        const length = receive(this.#fd, received);
        if (length === null) return;
        // No bytes at all are the end.
        this.#wantsPackets = this.push(length === 0 ? null : Buffer.from(received.subarray(0, length)));
      } catch (thrown) {
        // Said once, before what still waits and the end.
        if (!hasGone(thrown)) this.destroy(asError(thrown));
      }
    }
  }
}

function hasGone(thrown: unknown): boolean {
  return thrown instanceof SystemCallError && goneCodes.includes(thrown.code);
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
