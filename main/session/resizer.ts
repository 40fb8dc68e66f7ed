/** Sends sizes one after the other: never two at once, those in between left out, the last one always. */
import type { TerminalSize } from '../../shared/session.ts';

export class Resizer {
  readonly #send: (size: TerminalSize) => Promise<void>;
  #next: TerminalSize | null = null;
  #isSending = false;

  /** @param send a failure is passed over: the command has ended, and then says so itself */
  constructor(send: (size: TerminalSize) => Promise<void>) {
    this.#send = send;
  }

  resize(size: TerminalSize): void {
    this.#next = size;
    if (!this.#isSending) void this.#sendAll();
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true;
    while (this.#next !== null) {
      const size = this.#next;
      this.#next = null;
      await this.#send(size).catch(() => {});
    }
    this.#isSending = false;
  }
}
