/** What a view that begins to look, or has missed too much, is given first. */
import type { Backlog } from './backlog.ts';

/** Gives what puts an empty screen into the state of a session's screen, as far as it is known. */
export interface ScreenKeeper {
  replay(): Uint8Array<ArrayBuffer>;
}

const lineFeed = 0x0a;
const escapeByte = 0x1b;
const backslash = 0x5c;

/** Keeps a screen by its last raw output. Output that is older is gone, and with it the modes it had set. */
export class Tail implements ScreenKeeper {
  readonly #backlog: Backlog;

  constructor(backlog: Backlog) {
    this.#backlog = backlog;
  }

  replay(): Uint8Array<ArrayBuffer> {
    const { start, end } = this.#backlog;
    const all = this.#backlog.read(start, end - start);
    return start === 0 ? all : all.slice(safeStart(all));
  }
}

/** Where a text that was cut off at its front can begin: not within a character, nor within an escape sequence. */
function safeStart(bytes: Uint8Array): number {
  const line = bytes.indexOf(lineFeed);
  if (line !== -1) return line + 1;
  // A program that draws the whole screen writes no lines, but a new sequence (not the end of one, ESC \) is safe too.
  for (let at = bytes.indexOf(escapeByte); at !== -1; at = bytes.indexOf(escapeByte, at + 1)) {
    if (bytes[at + 1] !== backslash) return at;
  }
  // Continuation bytes of UTF-8 are 10xxxxxx.
  const character = bytes.findIndex((byte) => (byte & 0xc0) !== 0x80);
  return character === -1 ? bytes.length : character;
}
