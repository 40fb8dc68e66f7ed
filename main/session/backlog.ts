/** The last output of a session as raw bytes, each at its position in the whole stream. */

/**
 * Twice the high-water mark of {@link flowLimits}: a viewer that is still waited for is never overtaken. Taken from the
 * system only as far as it is filled.
 */
export const backlogCapacity = 4 * 1024 * 1024;

const firstCapacity = 64 * 1024;

/** A ring of bytes. Positions count from the session's first byte on and never start again. */
export class Backlog {
  readonly #capacity: number;
  #ring: Uint8Array<ArrayBuffer>;
  #end = 0;

  constructor(capacity = backlogCapacity) {
    this.#capacity = capacity;
    this.#ring = new Uint8Array(Math.min(firstCapacity, capacity));
  }

  /** Position of the oldest byte that is kept. */
  get start(): number {
    return Math.max(0, this.#end - this.#ring.length);
  }

  /** Position after the newest byte. */
  get end(): number {
    return this.#end;
  }

  append(bytes: Uint8Array): void {
    if (this.#ring.length < this.#capacity) this.#grow(this.#end + bytes.length);
    const size = this.#ring.length;
    const kept = bytes.length > size ? bytes.subarray(bytes.length - size) : bytes;
    const at = (this.#end + bytes.length - kept.length) % size;
    const first = Math.min(kept.length, size - at);
    this.#ring.set(kept.subarray(0, first), at);
    this.#ring.set(kept.subarray(first), 0);
    this.#end += bytes.length;
  }

  /**
   * A copy of the bytes from a position on, with a buffer of its own: what is posted takes its whole buffer along.
   * @param from not before {@link start}
   * @param most the copy is no longer than this
   */
  read(from: number, most: number): Uint8Array<ArrayBuffer> {
    const copy = new Uint8Array(Math.max(0, Math.min(most, this.#end - from)));
    const at = from % this.#ring.length;
    const first = Math.min(copy.length, this.#ring.length - at);
    copy.set(this.#ring.subarray(at, at + first));
    copy.set(this.#ring.subarray(0, copy.length - first), first);
    return copy;
  }

  /** Only before the ring has gone round: until then a byte's place is its position. */
  #grow(needed: number): void {
    if (needed <= this.#ring.length) return;
    let size = this.#ring.length;
    while (size < needed && size < this.#capacity) size = Math.min(size * 2, this.#capacity);
    const grown = new Uint8Array(size);
    grown.set(this.#ring.subarray(0, this.#end));
    this.#ring = grown;
  }
}
