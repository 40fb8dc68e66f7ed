/** The lines of a log that are kept, and what changes about them. No DOM, no port. */
import { type LogLine, logBudget, sizeOf } from '../../../shared/logs.ts';
import { parseAnsi, plain, type Span, type TextStyle } from './ansi.ts';

export interface KeptLine {
  /** Counts from 0 at the opening of the log, on and on. */
  readonly id: number;
  readonly stream: 'stdout' | 'stderr';
  readonly time: string | null;
  /** Without escape sequences. */
  readonly text: string;
  readonly spans: readonly Span[];
}

export interface LogSnapshot {
  readonly lines: readonly KeptLine[];
  /** So many older ones were here and had to go. */
  readonly dropped: number;
  /** Why older lines than these are not here: so many were too many, or too large. Null: they weren't. */
  readonly cutFor: 'lines' | 'size' | null;
  /** Another one each time something has changed. */
  readonly version: number;
}

export interface LogBufferOptions {
  /** At most so many lines are kept. */
  readonly limit?: number;
  /** And so much of them: see `sizeOf` in shared/logs.ts. */
  readonly budget?: number;
}

export class LogBuffer {
  readonly limit: number;
  readonly #budget: number;
  #size = 0;
  #lines: KeptLine[] = [];
  #dropped = 0;
  #cutFor: LogSnapshot['cutFor'] = null;
  #nextId = 0;
  #styles: Record<LogLine['stream'], TextStyle> = { stdout: plain, stderr: plain };
  #snapshot: LogSnapshot = { lines: [], dropped: 0, cutFor: null, version: 0 };
  readonly #listeners = new Set<() => void>();

  constructor({ limit = 100_000, budget = logBudget }: LogBufferOptions = {}) {
    this.limit = limit;
    this.#budget = budget;
  }

  append(lines: readonly LogLine[]): void {
    if (lines.length === 0) return;
    for (const { stream, time, text: raw } of lines) {
      const { text, spans, style } = parseAnsi(raw, this.#styles[stream]);
      this.#styles[stream] = style;
      this.#lines.push({ id: this.#nextId, stream, time, text, spans });
      this.#size += sizeOf({ text });
      this.#nextId += 1;
    }
    this.#trim();
    this.#changed();
  }

  /** What comes now was cut already, for its size. */
  wasCut(): void {
    this.#cutFor = 'size';
    this.#changed();
  }

  clear(): void {
    this.#lines = [];
    this.#size = 0;
    this.#dropped = 0;
    this.#cutFor = null;
    this.#styles = { stdout: plain, stderr: plain };
    this.#changed();
  }

  /** The time of the last line, and how many lines in a row bear it; null where lines have no times. */
  lastTime(): { readonly time: string; readonly lines: number } | null {
    const time = this.#lines.at(-1)?.time ?? null;
    if (time === null) return null;
    let lines = 0;
    while (this.#lines.at(-1 - lines)?.time === time) lines += 1;
    return { time, lines };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): LogSnapshot => this.#snapshot;

  /** A twentieth goes at a time, so that not every line that comes moves all others. */
  #trim(): void {
    if (this.#lines.length <= this.limit && this.#size <= this.#budget) return;
    this.#cutFor = this.#lines.length > this.limit ? 'lines' : 'size';
    let surplus = this.#lines.length > this.limit ? this.#lines.length - Math.ceil(this.limit * 0.95) : 0;
    for (const { text } of this.#lines.slice(0, surplus)) this.#size -= sizeOf({ text });
    // The last line stays, whatever its size.
    while (this.#size > this.#budget * 0.95 && surplus < this.#lines.length - 1) {
      this.#size -= sizeOf(this.#lines[surplus] ?? { text: '' });
      surplus += 1;
    }
    this.#lines.splice(0, surplus);
    this.#dropped += surplus;
  }

  #changed(): void {
    // The list is new each time, for those who compare; its lines are the same.
    const { version } = this.#snapshot;
    const lines = this.#lines.slice();
    this.#snapshot = { lines, dropped: this.#dropped, cutFor: this.#cutFor, version: version + 1 };
    for (const listener of this.#listeners) listener();
  }
}
