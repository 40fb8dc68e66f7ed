/** From an engine's counters to the figures that are shown. */
import type { StatsSample } from '../../shared/stats.ts';

/** One look at a container's counters. They count up from its start. */
export interface StatsReading {
  /** When, by the clock that goes with the counters. */
  readonly clockNanoseconds: number;
  readonly cpuNanoseconds: number;
  readonly memoryBytes: number;
  readonly memoryLimitBytes: number;
  readonly networkInBytes: number;
  readonly networkOutBytes: number;
  /** Null, as the next: the kernel counts them for nobody. */
  readonly blockReadBytes: number | null;
  readonly blockWriteBytes: number | null;
  readonly processes: number;
}

/** @param at milliseconds since 1970 */
export function sampleOf(last: StatsReading, now: StatsReading, at: number): StatsSample {
  const seconds = (now.clockNanoseconds - last.clockNanoseconds) / 1e9;
  // Counters that went back belong to a new start: no rate is known then.
  const rate = (before: number, after: number): number => (seconds > 0 ? Math.max(0, after - before) / seconds : 0);
  const rateIfTold = (before: number | null, after: number | null): number | null =>
    before === null || after === null ? null : rate(before, after);
  return {
    at,
    cpuPercent: (rate(last.cpuNanoseconds, now.cpuNanoseconds) / 1e9) * 100,
    memoryBytes: now.memoryBytes,
    memoryLimitBytes: now.memoryLimitBytes,
    networkInBytesPerSecond: rate(last.networkInBytes, now.networkInBytes),
    networkOutBytesPerSecond: rate(last.networkOutBytes, now.networkOutBytes),
    blockReadBytesPerSecond: rateIfTold(last.blockReadBytes, now.blockReadBytes),
    blockWriteBytesPerSecond: rateIfTold(last.blockWriteBytes, now.blockWriteBytes),
    processes: now.processes,
  };
}
