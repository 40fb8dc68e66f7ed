/** A log that is followed again begins with lines that are there already; their times tell which. */
import type { LogLine } from '../../../shared/logs.ts';
import { nanoseconds } from './log-time.ts';

export class SkipKnown {
  readonly #time: bigint | null;
  /** conmon gives all lines of one read the same time, so the last time alone doesn't tell them apart. */
  #sameTime: number;
  #done = false;

  /** @param last the time of the last line that is there, and how many lines bear it */
  constructor(last: { readonly time: string; readonly lines: number }) {
    this.#time = nanoseconds(last.time);
    this.#sameTime = last.lines;
  }

  isNew(line: LogLine): boolean {
    if (this.#done || this.#time === null || line.time === null) return true;
    const time = nanoseconds(line.time);
    if (time === null) return true;
    if (time < this.#time) return false;
    if (time === this.#time && this.#sameTime > 0) {
      this.#sameTime -= 1;
      return false;
    }
    this.#done = time > this.#time;
    return true;
  }
}
