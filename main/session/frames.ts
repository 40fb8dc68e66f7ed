/** Takes apart what comes of a container without a terminal: libpod's frames of stdout and stderr. */

const headerLength = 8;

/** Of a stream of frames: 1 byte stream, 3 zero bytes, 4 bytes length (big-endian), then the bytes. */
export class FrameReader {
  readonly #header = new Uint8Array(headerLength);
  #headerFilled = 0;
  #remaining = 0;

  /** @returns the frames' contents in this chunk, of all streams, in their order; a frame may come in several pieces */
  read(chunk: Uint8Array): Uint8Array[] {
    const pieces: Uint8Array[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.#remaining > 0) {
        const piece = chunk.subarray(at, at + this.#remaining);
        this.#remaining -= piece.length;
        at += piece.length;
        pieces.push(piece);
      } else {
        const part = chunk.subarray(at, at + headerLength - this.#headerFilled);
        this.#header.set(part, this.#headerFilled);
        this.#headerFilled += part.length;
        at += part.length;
        if (this.#headerFilled === headerLength) this.#begin();
      }
    }
    return pieces;
  }

  #begin(): void {
    this.#headerFilled = 0;
    this.#remaining = new DataView(this.#header.buffer).getUint32(4);
  }
}
