/** Finds lines by their ids in lists that are ordered by them. */
import type { KeptLine } from './log-buffer.ts';

/** The index of the first line whose id is at least this; the length where there is none. */
export function indexFrom(lines: readonly KeptLine[], id: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lines[middle]?.id ?? Number.POSITIVE_INFINITY) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index of the line with this id; -1 where it isn't there. */
export function indexOf(lines: readonly KeptLine[], id: number): number {
  const index = indexFrom(lines, id);
  return lines[index]?.id === id ? index : -1;
}
