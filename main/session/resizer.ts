/** Sends sizes one after the other: never two at once, those in between left out, the last one always. */
import type { TerminalSize } from '../../shared/session.ts';

export interface ResizePauses {
  /** Milliseconds between two sizes. */
  readonly between: number;
  /** So long after it was sent, the last one is sent again. */
  readonly again: readonly number[];
}

/**
 * conmon (2.1.6, and those before) that finds several sizes waiting takes the first of them for each: the last one is
 * lost. Two that are sent at once mostly are; and while it waits for a reader of the output, so are two in a second.
 */
const conmonPauses: ResizePauses = { between: 10, again: [100, 1500] };

export class Resizer implements Disposable {
  readonly #send: (size: TerminalSize) => Promise<void>;
  readonly #pauses: ResizePauses;
  #size: TerminalSize | null = null;
  #repeats = 0;
  #isSending = false;
  #lastSent = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #gone = false;

  /** @param send a failure is passed over: the command has ended, and then says so itself */
  constructor(send: (size: TerminalSize) => Promise<void>, pauses = conmonPauses) {
    this.#send = send;
    this.#pauses = pauses;
  }

  resize(size: TerminalSize): void {
    this.#size = size;
    this.#repeats = 0;
    // What comes while another is under way has its turn after it.
    if (!this.#isSending) this.#sendIn(this.#lastSent + this.#pauses.between - performance.now());
  }

  [Symbol.dispose](): void {
    this.#gone = true;
    clearTimeout(this.#timer);
  }

  #sendIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (milliseconds > 0) this.#timer = setTimeout(() => void this.#sendNow(), milliseconds);
    else void this.#sendNow();
  }

  async #sendNow(): Promise<void> {
    const size = this.#size;
    if (size === null || this.#gone) return;
    this.#isSending = true;
    await this.#send(size).catch(() => {});
    this.#isSending = false;
    this.#lastSent = performance.now();
    if (this.#gone) return;
    if (this.#size !== size) return this.#sendIn(this.#pauses.between);
    const pause = this.#pauses.again[this.#repeats];
    this.#repeats += 1;
    if (pause !== undefined) this.#sendIn(pause);
  }
}
