/** Waits for many descriptors at once: one blocked thread for all of them, and none while there is nothing to wait for. */
import { close, POLLIN, poll, pollfdLength, settle, wake, wakeDescriptor } from './libc.ts';

interface Watched {
  readonly events: number;
  readonly ready: () => void;
}

export class PollLoop {
  readonly #watched = new Map<number, Watched>();
  #wakeFd: number | null = null;
  #state: 'idle' | 'polling' | 'telling' = 'idle';
  /** Else the thread that waits would keep a process from ending. */
  readonly #atExit = (): void => {
    if (this.#wakeFd !== null) wake(this.#wakeFd);
  };

  /**
   * Calls `ready` whenever the descriptor is, or has hung up, until it is left alone.
   * @param events `POLLIN`, `POLLOUT`; a hang-up is told with either
   */
  watch(fd: number, events: number, ready: () => void): void {
    this.#watched.set(fd, { events, ready });
    this.#again();
  }

  /** To be called before the descriptor is closed, too: its number may soon be another's. */
  leave(fd: number): void {
    if (this.#watched.delete(fd)) this.#again();
  }

  #again(): void {
    // While it tells it looks at what is watched afterwards, in any case.
    if (this.#state === 'idle') this.#poll();
    else if (this.#state === 'polling' && this.#wakeFd !== null) wake(this.#wakeFd);
  }

  #poll(): void {
    this.#wakeFd ??= this.#open();
    const fds = [this.#wakeFd, ...this.#watched.keys()];
    const table = Buffer.alloc(fds.length * pollfdLength);
    fds.forEach((fd, index) => {
      table.writeInt32LE(fd, index * pollfdLength);
      table.writeInt16LE(this.#watched.get(fd)?.events ?? POLLIN, index * pollfdLength + 4);
    });
    this.#state = 'polling';
    poll(table, (ready) => {
      this.#state = 'telling';
      try {
        if (ready > 0) this.#tell(fds, table);
      } finally {
        // Also where one threw: the others are told in the next round.
        this.#state = 'idle';
        if (this.#watched.size > 0) this.#poll();
        else this.#close();
      }
    });
  }

  #tell(fds: readonly number[], table: Buffer): void {
    fds.forEach((fd, index) => {
      if (table.readInt16LE(index * pollfdLength + 6) === 0) return;
      if (fd === this.#wakeFd) settle(fd);
      // One that was left by another's call isn't told any more.
      else this.#watched.get(fd)?.ready();
    });
  }

  #open(): number {
    process.on('exit', this.#atExit);
    return wakeDescriptor();
  }

  #close(): void {
    if (this.#wakeFd === null) return;
    process.off('exit', this.#atExit);
    close(this.#wakeFd);
    this.#wakeFd = null;
  }
}

/** All of the process's: one thread waits for them. */
export const pollLoop = new PollLoop();
