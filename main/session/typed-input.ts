/** What is typed, on its way to the program: it waits where the program doesn't read, and so does who types. */
import type { Readable } from 'node:stream';

export class TypedInput {
  #waiting: (() => void)[] = [];
  #isOver = false;

  /** To be the stream's own `read`: it has room again. */
  readonly wanted = (): void => {
    for (const taken of this.#waiting.splice(0)) taken();
  };

  /** Resolves when the stream has room for more; at once where nobody reads any longer, and the bytes are dropped. */
  async write(stream: Readable, bytes: Uint8Array): Promise<void> {
    if (this.#isOver || stream.push(bytes)) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Nobody reads any longer. */
  end(): void {
    this.#isOver = true;
    this.wanted();
  }
}
