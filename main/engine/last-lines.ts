/** Keeps the last lines of a log while it is read, so far as they are within the budget. */
import { type LogLine, logBudget, sizeOf } from '../../shared/logs.ts';

export class LastLines {
  readonly #tail: number;
  #last: LogLine[] = [];
  #size = 0;
  #seen = 0;

  /** @param tail how many are wanted */
  constructor(tail: number) {
    this.#tail = tail;
  }

  push(lines: readonly LogLine[]): void {
    this.#last.push(...lines);
    this.#seen += lines.length;
    for (const line of lines) this.#size += sizeOf(line);
    // Not at every chunk: cutting costs as much as all that is kept.
    if (this.#last.length <= 2 * this.#tail + 1000 && this.#size <= 2 * logBudget) return;
    this.#last = newest(this.#last, this.#tail);
    this.#size = this.#last.reduce((sum, line) => sum + sizeOf(line), 0);
  }

  lines(): readonly LogLine[] {
    return newest(this.#last, this.#tail);
  }

  /** Whether lines that are wanted had to be left out, since all together are too large. */
  isCut(): boolean {
    return this.lines().length < Math.min(this.#tail, this.#seen);
  }
}

function newest(lines: readonly LogLine[], tail: number): LogLine[] {
  let first = lines.length;
  let size = 0;
  for (const line of tail === 0 ? [] : lines.slice(-tail).reverse()) {
    size += sizeOf(line);
    if (size > logBudget) break;
    first -= 1;
  }
  return lines.slice(first);
}
