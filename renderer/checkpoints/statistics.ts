import type { CheckpointStatistics, RestoreStatistics } from '../../shared/checkpoint.ts';

/** A line of the table: what was counted, how much, and what that means. */
export interface StatisticsLine {
  readonly name: string;
  readonly value: string;
  readonly meaning: string;
}

/** Microseconds in the unit that reads best: `850 µs`, `12.4 ms`, `1.53 s`. */
export function formatMicroseconds(microseconds: number): string {
  if (microseconds < 1000) return `${Math.round(microseconds)} µs`;
  if (microseconds < 1_000_000) {
    const milliseconds = microseconds / 1000;
    return `${milliseconds.toFixed(milliseconds < 100 ? 1 : 0)} ms`;
  }
  const seconds = microseconds / 1_000_000;
  return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
}

const count = new Intl.NumberFormat('en-GB');

/** CRIU counts in pages of 4 KiB on x86_64; the size is left out where the page's size isn't sure. */
const pages = (number: number): string => count.format(number);

type Line = readonly [name: string, value: number | null, format: (value: number) => string, meaning: string];

function told(lines: readonly Line[]): StatisticsLine[] {
  return lines.flatMap(([name, value, format, meaning]) =>
    value === null ? [] : [{ name, value: format(value), meaning }],
  );
}

/** The figures of a checkpoint that were told, in the order in which they happen. */
export function checkpointLines(statistics: CheckpointStatistics): StatisticsLine[] {
  return told([
    ['Freezing', statistics.freezingMicroseconds, formatMicroseconds, 'until all stood still'],
    ['Frozen', statistics.frozenMicroseconds, formatMicroseconds, 'while all stood still'],
    ['Reading memory', statistics.memoryDumpMicroseconds, formatMicroseconds, 'while frozen'],
    ['Writing memory', statistics.memoryWriteMicroseconds, formatMicroseconds, 'to the disk'],
    ['Pages looked at', statistics.pagesScanned, pages, 'of memory'],
    ['Pages written', statistics.pagesWritten, pages, 'of memory'],
    ['OCI runtime', statistics.runtimeMicroseconds, formatMicroseconds, 'its whole call'],
  ]);
}

/** The figures of a restore that were told. */
export function restoreLines(statistics: RestoreStatistics): StatisticsLine[] {
  return told([
    ['Forking', statistics.forkingMicroseconds, formatMicroseconds, 'making the processes'],
    ['Restoring', statistics.restoringMicroseconds, formatMicroseconds, 'until they ran again'],
    ['Pages restored', statistics.pagesRestored, pages, 'of memory'],
    ['Pages compared', statistics.pagesCompared, pages, 'shared ones'],
    ['OCI runtime', statistics.runtimeMicroseconds, formatMicroseconds, 'its whole call'],
  ]);
}
