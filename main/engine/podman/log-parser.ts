/** From libpod's frames of a log to its lines. */
import type { LogLine } from '../../../shared/logs.ts';
import { type Frame, FrameReader } from '../../runtime/frames.ts';
import { LogLines } from '../log-lines.ts';

/**
 * Podman may send a line in several frames, each with the time before it: only one that ends with a line end ends the
 * line. A frame may be as long as its line, so it is not kept until it is whole; only its time is.
 */
export class LogParser {
  readonly #frames = new FrameReader();
  readonly #joined = new LogLines();
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
    return this.#joined.end();
  }

  #piece(frame: Frame, lines: LogLine[]): void {
    const stream = frame.stream === 2 ? 'stderr' : 'stdout';
    if (this.#head === null) {
      this.#joined.take(stream, this.#time, frame.bytes, lines);
    } else {
      const head = this.#head.length === 0 ? frame.bytes : Buffer.concat([this.#head, frame.bytes]);
      if (head.length < timeLengths.most && !frame.ends) {
        this.#head = head;
        return;
      }
      const { time, content } = splitTime(head);
      this.#time = time;
      this.#joined.take(stream, this.#time, content, lines);
    }
    this.#head = frame.ends ? new Uint8Array(0) : null;
  }
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
