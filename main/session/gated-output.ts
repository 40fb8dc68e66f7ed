/** Where a transport writes its output: a stream that can be held, and with it its source. */
import { Writable } from 'node:stream';

export class GatedOutput extends Writable {
  readonly #take: (bytes: Uint8Array) => void;
  #isOpen = true;
  #discards = false;
  #held: (() => void) | null = null;

  /** @param take gets each chunk as it comes */
  constructor(take: (bytes: Uint8Array) => void) {
    super();
    this.#take = take;
    // A broken connection is told by the transport's end.
    this.on('error', () => {});
  }

  /** Closed: what is being written is the last to come through until it is opened. */
  set open(open: boolean) {
    this.#isOpen = open || this.#discards;
    if (!this.#isOpen) return;
    const goOn = this.#held;
    this.#held = null;
    goOn?.();
  }

  /** From now on everything is taken and thrown away, so that nothing waits for this end. */
  discard(): void {
    this.#discards = true;
    this.open = true;
  }

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    if (!this.#discards) this.#take(chunk);
    if (this.#isOpen) done();
    else this.#held = done;
  }
}
