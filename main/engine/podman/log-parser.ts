/** From libpod's frames of a log to its lines. */
import type { LogLine } from '../../../shared/logs.ts';
import { type Frame, FrameReader } from '../../runtime/frames.ts';

/** A longer line comes in pieces, so that memory stays bounded. UTF-16 units. */
const longest = 65_536;

/** What of one stream's line has come so far. */
class Partial {
  readonly decoder = new TextDecoder();
  time: string | null = null;
  text = '';
}

/**
 * Podman may send a line in several frames, each with the time before it: only one that ends with a line end ends the
 * line. A frame may be as long as its line, so it is not kept until it is whole; only its time is.
 */
export class LogParser {
  readonly #frames = new FrameReader();
  readonly #streams = { stdout: new Partial(), stderr: new Partial() };
  /** The beginning of a frame whose time has not come whole; null: it has. */
  #head: Uint8Array | null = new Uint8Array(0);
  /** The time that stands before the present frame. */
  #time: string | null = null;
  #skip = 0;
  #count = 0;

  /** How many frames have been read, those that were left out too. */
  get frames(): number {
    return this.#count;
  }

  /** Reads the log anew from its beginning: so many frames are known already and are left out. */
  skip(frames: number): void {
    this.#skip = frames;
    this.#count = 0;
  }

  read(chunk: Uint8Array): LogLine[] {
    const lines: LogLine[] = [];
    for (const frame of this.#frames.read(chunk)) {
      if (this.#count >= this.#skip) this.#piece(frame, lines);
      if (frame.ends) this.#count += 1;
    }
    return lines;
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

  #piece(frame: Frame, lines: LogLine[]): void {
    const stream = frame.stream === 2 ? 'stderr' : 'stdout';
    if (this.#head === null) {
      this.#take(stream, frame.bytes, lines);
    } else {
      const head = this.#head.length === 0 ? frame.bytes : Buffer.concat([this.#head, frame.bytes]);
      if (head.length < timeLengths.most && !frame.ends) {
        this.#head = head;
        return;
      }
      const { time, content } = splitTime(head);
      this.#time = time;
      this.#take(stream, content, lines);
    }
    this.#head = frame.ends ? new Uint8Array(0) : null;
  }

  #take(stream: LogLine['stream'], content: Uint8Array, lines: LogLine[]): void {
    const partial = this.#streams[stream];
    const parts = partial.decoder.decode(content, { stream: true }).split('\n');
    for (const [index, part] of parts.entries()) {
      const isWhole = index < parts.length - 1;
      // A line has the time of its first piece.
      if (isWhole || part !== '') partial.time ??= this.#time;
      partial.text += part;
      while (partial.text.length > longest) this.#cut(stream, lines);
      if (isWhole) this.#finish(stream, lines);
    }
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

const space = 0x20;
/** With the space after it. */
const timeLengths = { least: 21, most: 41 };

/** Cuts the time off a frame's beginning: `2026-01-01T00:00:00.123456789Z `. */
function splitTime(frame: Uint8Array): { time: string | null; content: Uint8Array } {
  const end = frame.indexOf(space) + 1;
  if (end < timeLengths.least || end > timeLengths.most) return { time: null, content: frame };
  const time = Buffer.from(frame.subarray(0, end - 1)).toString('latin1');
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-][\d:]+)$/.test(time)) return { time: null, content: frame };
  return { time, content: frame.subarray(end) };
}
