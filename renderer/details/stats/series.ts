import type { StatsSample } from '../../../shared/stats.ts';
import { formatBytes } from '../../ui/format.ts';

/** One plot: what it is called, what it draws, and how its figures read. */
export interface PlotSpec {
  readonly id: 'cpu' | 'memory' | 'network' | 'disk';
  readonly title: string;
  /** Null: the machine doesn't tell. */
  readonly series: readonly { readonly name: string; readonly of: (sample: StatsSample) => number | null }[];
  readonly format: (value: number) => string;
  /** At the axis. @param step to the next one: no more decimals than it has */
  readonly tick: (value: number, step: number) => string;
  /** The least the scale's top may be, so that a container at rest isn't drawn as a storm. */
  readonly leastTop: number;
  /** Bytes are counted in steps of 1024. */
  readonly binary: boolean;
}

const rate = (value: number): string => `${formatBytes(value)}/s`;
/** `1.00 KiB` is `1 KiB` there. */
const short = (words: string): string => words.replace(/(?:(\.\d*?[1-9])|\.)0*(?= )/, '$1');
const byteTick = (value: number): string => short(formatBytes(value));
const rateTick = (value: number): string => `${byteTick(value)}/s`;
/** As many as the step is written with. */
const decimals = (step: number): number => `${Number(step.toFixed(2))}`.split('.')[1]?.length ?? 0;
const percentTick = (value: number, step: number): string => `${value.toFixed(decimals(step))} %`;
const percent = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} %`;

export const plots: readonly PlotSpec[] = [
  {
    id: 'cpu',
    title: 'CPU',
    series: [{ name: 'of one core', of: (s) => s.cpuPercent }],
    format: percent,
    tick: percentTick,
    leastTop: 10,
    binary: false,
  },
  {
    id: 'memory',
    title: 'Memory',
    series: [{ name: 'in use', of: (s) => s.memoryBytes }],
    format: formatBytes,
    tick: byteTick,
    leastTop: 1024 * 1024,
    binary: true,
  },
  {
    id: 'network',
    title: 'Network',
    series: [
      { name: 'in', of: (s) => s.networkInBytesPerSecond },
      { name: 'out', of: (s) => s.networkOutBytesPerSecond },
    ],
    format: rate,
    tick: rateTick,
    leastTop: 1024,
    binary: true,
  },
  {
    id: 'disk',
    title: 'Disk',
    series: [
      { name: 'read', of: (s) => s.blockReadBytesPerSecond },
      { name: 'write', of: (s) => s.blockWriteBytesPerSecond },
    ],
    format: rate,
    tick: rateTick,
    leastTop: 1024,
    binary: true,
  },
];

/** Times in seconds, then one column a series; a null is a gap in the line. */
export type Columns = [number[], ...(number | null)[][]];

/** Longer than this many milliseconds between two readings: nobody watched, and no line is drawn across. */
const longestStepMs = 15_000;

/** Samples as uPlot wants them, with a gap wherever nobody watched. */
export function columns(samples: readonly StatsSample[], spec: PlotSpec): Columns {
  const times: number[] = [];
  const values = spec.series.map((): (number | null)[] => []);
  let before: number | null = null;
  for (const sample of samples) {
    if (before !== null && sample.at - before > longestStepMs) {
      times.push((before + 1) / 1000);
      for (const column of values) column.push(null);
    }
    times.push(sample.at / 1000);
    for (const [index, column] of values.entries()) column.push(spec.series[index]?.of(sample) ?? null);
    before = sample.at;
  }
  return [times, ...values];
}

/** The sample that was taken at this second; the latest where none is asked for. */
export function sampleAt(samples: readonly StatsSample[], seconds: number | null): StatsSample | undefined {
  if (seconds === null) return samples.at(-1);
  return samples.find((sample) => sample.at / 1000 === seconds);
}

/** The top of the scale: the highest value with some room over it, never under the plot's least. */
export function scaleTop(highest: number | null, spec: PlotSpec): number {
  return Math.max(spec.leastTop, (highest ?? 0) * 1.1);
}

/** Steps that suit numbers of bytes: 1, 2, 4 … times a power of 1024. */
export const binarySteps: readonly number[] = Array.from({ length: 50 }, (_, power) => 2 ** power);
