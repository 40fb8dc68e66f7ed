/**
 * Hands output to xterm: each chunk as it comes while xterm keeps up, and in a flood what has come meanwhile as one block.
 *
 * Xterm draws after each turn of its parser, in every frame, which costs as much as a good part of the parsing (measured:
 * docs/performance.md), and of a flood nobody can read sixty pictures a second. Within a block it doesn't draw.
 */

/** Of xterm's `Terminal`. */
interface Parser {
  write(bytes: Uint8Array, parsed: () => void): void;
}

/** Bytes of a block. Two of the largest are what may be under way (`flowLimits` in main/session/flow-control.ts). */
const sizes = { least: 256 * 1024, most: 1024 * 1024 };

/** Milliseconds: a block that takes longer is too large for this machine. So long may a key have to wait. */
const longest = 80;

export class Feed {
  readonly #parser: Parser;
  readonly #parsed: (bytes: number) => void;
  #waiting: Uint8Array[] = [];
  #isBusy = false;
  /** Made for the first flood, and used again for each block: what is new each time has to be collected. */
  #block = new Uint8Array();
  #size = sizes.least;

  /** @param parsed is told of all bytes, in their order */
  constructor(parser: Parser, parsed: (bytes: number) => void) {
    this.#parser = parser;
    this.#parsed = parsed;
  }

  /** @param bytes the feed's own from now on */
  put(bytes: Uint8Array): void {
    this.#waiting.push(bytes);
    if (!this.#isBusy) this.#next();
  }

  /** Hands over all that waits, so that what is written to xterm now comes after it. */
  flush(): void {
    for (const bytes of this.#waiting.splice(0)) this.#parser.write(bytes, () => this.#parsed(bytes.length));
  }

  /** Forgets what waits: nobody looks any more. */
  drop(): void {
    this.#waiting = [];
  }

  #next(): void {
    const bytes = this.#canJoin ? this.#join() : this.#waiting.shift();
    if (bytes === undefined) return;
    const begin = performance.now();
    this.#isBusy = true;
    this.#parser.write(bytes, () => {
      this.#isBusy = false;
      this.#learn(bytes.length, performance.now() - begin);
      this.#parsed(bytes.length);
      this.#next();
    });
  }

  get #canJoin(): boolean {
    const [first, second] = this.#waiting;
    return first !== undefined && second !== undefined && first.length + second.length <= this.#size;
  }

  #join(): Uint8Array {
    if (this.#block.length < this.#size) this.#block = new Uint8Array(this.#size);
    let length = 0;
    let count = 0;
    for (const bytes of this.#waiting) {
      if (length + bytes.length > this.#size) break;
      this.#block.set(bytes, length);
      length += bytes.length;
      count += 1;
      release(bytes);
    }
    this.#waiting.splice(0, count);
    return this.#block.subarray(0, length);
  }

  #learn(bytes: number, milliseconds: number): void {
    if (milliseconds > longest) this.#size = Math.max(sizes.least, this.#size / 2);
    else if (bytes > this.#size / 2 && milliseconds < longest / 2) this.#size = Math.min(sizes.most, this.#size * 2);
  }
}

/** Gives the memory back at once. A flood's chunks make the collector look through all that the page has, again and again. */
function release({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}
