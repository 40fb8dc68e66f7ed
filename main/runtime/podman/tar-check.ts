/** Whether what has come is a whole tar: the engine's failure can look like a short but well-ended answer. */

const block = 512;
/** POSIX (ustar, pax) and GNU tars have it at this place of their first header. */
const magic = { at: 257, text: 'ustar' };
/** A tar ends with two empty blocks. */
const end = 2 * block;

export class TarCheck {
  readonly #first = new Uint8Array(block);
  #length = 0;
  /** So many zero bytes stand at the end of what has come. */
  #zeros = 0;

  take(chunk: Uint8Array): void {
    if (this.#length < block) this.#first.set(chunk.subarray(0, block - this.#length), this.#length);
    this.#length += chunk.length;
    let zeros = 0;
    while (zeros < chunk.length && zeros < end && chunk[chunk.length - 1 - zeros] === 0) zeros += 1;
    this.#zeros = zeros === chunk.length ? this.#zeros + zeros : zeros;
  }

  /** How many bytes have come. */
  get length(): number {
    return this.#length;
  }

  /** Whether it begins as a tar. */
  get isTar(): boolean {
    const { at, text } = magic;
    return new TextDecoder('latin1').decode(this.#first.subarray(at, at + text.length)) === text;
  }

  /** Whether it ends as a tar. */
  get isWhole(): boolean {
    return this.isTar && this.#zeros >= end && this.#length % block === 0;
  }

  /** What it begins with, for one that is no tar. */
  get beginning(): string {
    return new TextDecoder().decode(this.#first.subarray(0, Math.min(this.#length, block)));
  }
}
