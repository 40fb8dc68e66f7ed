/** A log that grows and is begun anew when it is too long: conmon puts another file in its place then. */
import { type FSWatcher, watch } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import path from 'node:path';

const chunkSize = 256 * 1024;

export class LogFile implements AsyncDisposable {
  readonly #file: string;
  #handle: FileHandle | null = null;
  #inode = 0;
  #at = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /** In bytes; 0: it is not there. */
  async size(): Promise<number> {
    await this.#open();
    return this.#handle === null ? 0 : (await this.#handle.stat()).size;
  }

  /** What is read next. */
  seek(at: number): void {
    this.#at = at;
  }

  /** What has been written up to now, from where the last reading ended; also of the files that took its place. */
  async *rest(signal: AbortSignal): AsyncGenerator<Uint8Array> {
    do {
      await this.#open();
      if (this.#handle === null) return;
      // Begun anew in the same file.
      if ((await this.#handle.stat()).size < this.#at) this.#at = 0;
      yield* this.#upTo(Number.POSITIVE_INFINITY, signal);
    } while (!signal.aborted && (await this.#next()));
  }

  /** From where the last reading ended, at most to here. */
  async *upTo(end: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    await this.#open();
    if (this.#handle !== null) yield* this.#upTo(end, signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle?.close();
    this.#handle = null;
  }

  async *#upTo(end: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    while (this.#handle !== null && this.#at < end && !signal.aborted) {
      const wanted = Math.min(chunkSize, end - this.#at);
      const { buffer, bytesRead } = await this.#handle.read(Buffer.allocUnsafe(wanted), 0, wanted, this.#at);
      if (bytesRead === 0) return;
      this.#at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  /** @returns whether another file has taken its place; the old one was read to its end before that was known, so once more */
  async #next(): Promise<boolean> {
    const now = await stat(this.#file).catch(() => null);
    if (now === null || this.#handle === null || now.ino === this.#inode) return false;
    if ((await this.#handle.stat()).size > this.#at) return true;
    await this.#handle.close();
    this.#handle = null;
    this.#at = 0;
    return true;
  }

  async #open(): Promise<void> {
    if (this.#handle !== null) return;
    try {
      this.#handle = await open(this.#file, 'r');
      this.#inode = (await this.#handle.stat()).ino;
    } catch (thrown) {
      // Nothing has been said yet.
      if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT')) throw thrown;
    }
  }
}

/** Tells when a log may have grown. */
export class LogWatch implements Disposable {
  readonly #watcher: FSWatcher;
  #hasChanged = false;
  #wake: () => void = () => undefined;

  constructor(file: string) {
    const own = path.basename(file);
    this.#watcher = watch(path.dirname(file), (_event, name) => {
      if (name === own || name === null) this.wake();
    });
    // Its folder goes with the container.
    this.#watcher.on('error', () => this.wake());
  }

  wake(): void {
    this.#hasChanged = true;
    this.#wake();
  }

  /** Until something has changed since the last time. */
  async next(): Promise<void> {
    if (!this.#hasChanged) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#hasChanged = false;
  }

  [Symbol.dispose](): void {
    this.#watcher.close();
  }
}
