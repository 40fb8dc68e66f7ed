/** Takes apart libpod's frames of stdout and stderr: attach and exec without a terminal, and every log. */

const headerLength = 8;

/** One frame, or a piece of one. */
export interface Frame {
  /** 0 stdin, 1 stdout, 2 stderr. */
  readonly stream: number;
  readonly bytes: Uint8Array;
  /** The frame ends with these bytes. */
  readonly ends: boolean;
}

/** Of a stream of frames: 1 byte stream, 3 zero bytes, 4 bytes length (big-endian), then the bytes. */
export class FrameReader {
  readonly #header = new Uint8Array(headerLength);
  #headerFilled = 0;
  #remaining = 0;
  #stream = 0;

  /** @returns the frames in this chunk, in their order; a frame may come in several pieces */
  read(chunk: Uint8Array): Frame[] {
    const pieces: Frame[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.#remaining > 0) {
        const bytes = chunk.subarray(at, at + this.#remaining);
        this.#remaining -= bytes.length;
        at += bytes.length;
        pieces.push({ stream: this.#stream, bytes, ends: this.#remaining === 0 });
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
    this.#stream = this.#header[0] ?? 0;
    this.#remaining = new DataView(this.#header.buffer).getUint32(4);
  }
}
