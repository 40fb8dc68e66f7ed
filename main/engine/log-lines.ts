/** Puts the pieces of a log together to its lines. */
import type { LogLine } from '../../shared/logs.ts';

/** A longer line comes in pieces, so that memory stays bounded. UTF-16 units. */
const longest = 65_536;

/** What of one stream's line has come so far. */
class Partial {
  readonly decoder = new TextDecoder();
  time: string | null = null;
  text = '';
}

export class LogLines {
  readonly #streams = { stdout: new Partial(), stderr: new Partial() };

  /**
   * Takes a piece of what a stream has said, which may hold several lines, or end within one or within a character.
   * @param time of the piece; a line has the time of its first
   * @param lines the lines that it ends are added here
   */
  take(stream: LogLine['stream'], time: string | null, content: Uint8Array, lines: LogLine[]): void {
    const partial = this.#streams[stream];
    const parts = partial.decoder.decode(content, { stream: true }).split('\n');
    for (const [index, part] of parts.entries()) {
      const isWhole = index < parts.length - 1;
      if (isWhole || part !== '') partial.time ??= time;
      partial.text += part;
      while (partial.text.length > longest) this.#cut(stream, lines);
      if (isWhole) this.#finish(stream, lines);
    }
  }

  /** Lines that were cut off by the log's end. */
  end(): LogLine[] {
    const lines: LogLine[] = [];
    for (const stream of ['stdout', 'stderr'] as const) {
      const partial = this.#streams[stream];
      partial.text += partial.decoder.decode();
      if (partial.text !== '') this.#finish(stream, lines);
    }
    return lines;
  }

  #cut(stream: LogLine['stream'], lines: LogLine[]): void {
    const partial = this.#streams[stream];
    // Not in the middle of a character that takes two units.
    const at = isHighSurrogate(partial.text.charCodeAt(longest - 1)) ? longest - 1 : longest;
    lines.push({ stream, time: partial.time, text: partial.text.slice(0, at) });
    partial.text = partial.text.slice(at);
  }

  #finish(stream: LogLine['stream'], lines: LogLine[]): void {
    const partial = this.#streams[stream];
    const text = partial.text.endsWith('\r') ? partial.text.slice(0, -1) : partial.text;
    lines.push({ stream, time: partial.time, text });
    partial.text = '';
    partial.time = null;
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
