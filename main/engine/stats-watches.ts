/** Live figures, asked for only while somebody looks, and remembered after. */
import type { GantryError } from '../../shared/errors.ts';
import type { StatsSample } from '../../shared/stats.ts';
import type { StatsWatcher } from './engine.ts';
import { type StatsReading, sampleOf } from './stats-sample.ts';

/** Ten minutes of one reading a second. */
const remembered = { samples: 600, milliseconds: 600_000 };

/**
 * Reads a container's counters about once a second, until `signal` is aborted or the container has ended.
 * @param take null: it doesn't run now; its next start begins anew
 * @returns why the engine refuses; null: it doesn't
 */
export type ReadStats = (
  containerId: string,
  take: (reading: StatsReading | null) => void,
  signal: AbortSignal,
) => Promise<GantryError | null>;

interface Watched {
  readonly history: StatsSample[];
  readonly watchers: Set<StatsWatcher>;
  last: StatsReading | null;
  /** Ends the request; null: nobody looks. */
  ending: AbortController | null;
}

export class StatsWatches {
  readonly #read: ReadStats;
  readonly #containers = new Map<string, Watched>();

  constructor(read: ReadStats) {
    this.#read = read;
  }

  /** @returns what is remembered */
  watch(containerId: string, watcher: StatsWatcher, signal: AbortSignal): readonly StatsSample[] {
    const watched = this.#containers.get(containerId) ?? newWatched();
    this.#containers.set(containerId, watched);
    if (signal.aborted) return watched.history;
    watched.watchers.add(watcher);
    signal.addEventListener('abort', () => {
      watched.watchers.delete(watcher);
      if (watched.watchers.size === 0) stop(watched);
    });
    if (watched.ending === null) this.#begin(containerId, watched);
    return [...watched.history];
  }

  /** A container has started: for those who look at it. A request that is under way goes on by itself. */
  started(containerId: string): void {
    const watched = this.#containers.get(containerId);
    if (watched !== undefined && watched.watchers.size > 0 && watched.ending === null) {
      this.#begin(containerId, watched);
    }
  }

  forget(containerIds: readonly string[]): void {
    for (const id of containerIds) {
      const watched = this.#containers.get(id);
      if (watched !== undefined) stop(watched);
      this.#containers.delete(id);
    }
  }

  /** Ends all requests; what is remembered stays. */
  stop(): void {
    for (const watched of this.#containers.values()) stop(watched);
  }

  /** After a connection was made: for those that somebody still looks at. */
  resume(): void {
    for (const [id, watched] of this.#containers) {
      if (watched.watchers.size > 0 && watched.ending === null) this.#begin(id, watched);
    }
  }

  #begin(containerId: string, watched: Watched): void {
    const ending = new AbortController();
    watched.ending = ending;
    watched.last = null;
    void this.#read(containerId, (reading) => take(watched, reading), ending.signal).then((error) => {
      if (watched.ending === ending) watched.ending = null;
      if (error !== null) for (const watcher of watched.watchers) watcher.refused(error);
    });
  }
}

function newWatched(): Watched {
  return { history: [], watchers: new Set(), last: null, ending: null };
}

function stop(watched: Watched): void {
  watched.ending?.abort();
  watched.ending = null;
  watched.last = null;
}

function take(watched: Watched, now: StatsReading | null): void {
  const { last, history, watchers } = watched;
  watched.last = now;
  // Rates need two readings.
  if (last === null || now === null) return;
  const sample = sampleOf(last, now, Date.now());
  history.push(sample);
  while (history.length > remembered.samples || isOld(history[0], sample.at)) history.shift();
  for (const watcher of watchers) watcher.sample(sample);
}

function isOld(sample: StatsSample | undefined, now: number): boolean {
  return sample !== undefined && sample.at < now - remembered.milliseconds;
}
