/** Tells the main process how much has been parsed, in few messages. */

export interface AckOptions {
  /** So many bytes are told at once. */
  readonly threshold?: number;
  /** Less than that is told after so many milliseconds. */
  readonly idleMilliseconds?: number;
}

/** Adds up parsed bytes and sends the sum: at the threshold, or a moment after the flow stopped. */
export class Acks {
  readonly #send: (bytes: number) => void;
  readonly #threshold: number;
  readonly #idleMilliseconds: number;
  #unsent = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (bytes: number) => void, { threshold = 64 * 1024, idleMilliseconds = 20 }: AckOptions = {}) {
    this.#send = send;
    this.#threshold = threshold;
    this.#idleMilliseconds = idleMilliseconds;
  }

  parsed(bytes: number): void {
    this.#unsent += bytes;
    if (this.#unsent >= this.#threshold) this.flush();
    else if (this.#unsent > 0) this.#timer ??= setTimeout(() => this.flush(), this.#idleMilliseconds);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#unsent === 0) return;
    const bytes = this.#unsent;
    this.#unsent = 0;
    this.#send(bytes);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#unsent = 0;
  }
}
