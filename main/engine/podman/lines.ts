/** Cuts bytes into lines of text, whatever the chunks' borders. */
export class Lines {
  readonly #decoder = new TextDecoder();
  #rest = '';

  /** @returns the lines that end in this chunk, without their ends */
  read(chunk: Uint8Array): string[] {
    const lines = (this.#rest + this.#decoder.decode(chunk, { stream: true })).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines;
  }
}
