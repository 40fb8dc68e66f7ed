/** Tells the main process how much has been parsed, in few messages, and soon when that is all there is. */
export class Acks {
  readonly #send: (bytes: number) => void;
  readonly #threshold: number;
  #unparsed = 0;
  #untold = 0;

  /** @param threshold so many bytes are told at once, even while there is more to parse */
  constructor(send: (bytes: number) => void, threshold = 64 * 1024) {
    this.#send = send;
    this.#threshold = threshold;
  }

  received(bytes: number): void {
    this.#unparsed += bytes;
  }

  parsed(bytes: number): void {
    this.#unparsed -= bytes;
    this.#untold += bytes;
    // While something is on its way the main process collects what comes, to send it as one.
    if (this.#untold >= this.#threshold || this.#unparsed === 0) this.flush();
  }

  flush(): void {
    if (this.#untold === 0) return;
    const bytes = this.#untold;
    this.#untold = 0;
    this.#send(bytes);
  }
}
