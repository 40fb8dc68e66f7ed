/** Live figures, asked for only while somebody looks, and remembered after. */
import { z } from 'zod';
import type { GantryError } from '../../../shared/errors.ts';
import type { StatsSample } from '../../../shared/stats.ts';
import { type LibpodClient, parseReply } from '../../runtime/podman/client.ts';
import { errorOfSocket } from '../../runtime/podman/errors.ts';
import type { StatsWatcher } from '../engine.ts';
import { Lines } from './lines.ts';
import { tellsItself } from './unasked.ts';

/** Ten minutes of one reading a second. */
const remembered = { samples: 600, milliseconds: 600_000 };

/** libpod's `define.ContainerStats`; since 5.0 the network's figures are told by interface. */
const reading = z.object({
  CPUNano: z.number(),
  SystemNano: z.number(),
  MemUsage: z.number(),
  MemLimit: z.number(),
  NetInput: z.number().nullish(),
  NetOutput: z.number().nullish(),
  Network: z.record(z.string(), z.object({ RxBytes: z.number(), TxBytes: z.number() })).nullish(),
  BlockInput: z.number(),
  BlockOutput: z.number(),
  PIDs: z.number(),
});
type Reading = z.infer<typeof reading>;

const report = z.object({ Stats: z.array(reading).nullish() });

interface Watched {
  readonly history: StatsSample[];
  readonly watchers: Set<StatsWatcher>;
  last: Reading | null;
  /** Ends the request; null: nobody looks. */
  ending: AbortController | null;
}

export class Stats {
  readonly #client: LibpodClient;
  readonly #containers = new Map<string, Watched>();
  #swapsNetwork = false;

  constructor(client: LibpodClient) {
    this.#client = client;
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

  /**
   * After a connection was made: for those that somebody still looks at.
   * @param swapsNetwork the engine says input where it means output: github.com/containers/podman/issues/16618
   */
  resume({ swapsNetwork }: { readonly swapsNetwork: boolean }): void {
    this.#swapsNetwork = swapsNetwork;
    for (const [id, watched] of this.#containers) {
      if (watched.watchers.size > 0 && watched.ending === null) this.#begin(id, watched);
    }
  }

  #begin(containerId: string, watched: Watched): void {
    const ending = new AbortController();
    watched.ending = ending;
    watched.last = null;
    void this.#follow(containerId, watched, ending.signal).then((error) => {
      if (watched.ending === ending) watched.ending = null;
      if (error !== null) for (const watcher of watched.watchers) watcher.refused(error);
    });
  }

  /** @returns why the engine refuses; null: the container or the connection has ended, or nobody looks any more */
  async #follow(containerId: string, watched: Watched, signal: AbortSignal): Promise<GantryError | null> {
    try {
      await this.#read(containerId, watched, signal);
      return null;
    } catch (thrown) {
      const error = errorOfSocket(thrown, 'Read the figures', signal);
      // Its next start, or the next connection, begins anew.
      return tellsItself(error) || error.code === 'wrong-state' ? null : error;
    }
  }

  async #read(containerId: string, watched: Watched, signal: AbortSignal): Promise<void> {
    const query = { containers: containerId, stream: true, interval: 1 };
    const reply = await this.#client.stream('GET', '/containers/stats', { query, signal });
    const lines = new Lines();
    for await (const chunk of reply) {
      for (const line of lines.read(chunk)) {
        const now = parseReading(line, this.#swapsNetwork);
        if (now !== null) take(watched, now);
      }
    }
  }
}

/** One line of the stream; null where it tells nothing of the container. */
export function parseReading(line: string, swapsNetwork = false): Reading | null {
  if (line.trim() === '') return null;
  const now = parseReply(report, line, 'GET /containers/stats').Stats?.[0];
  if (now === undefined) return null;
  return swapsNetwork ? { ...now, NetInput: now.NetOutput, NetOutput: now.NetInput } : now;
}

function newWatched(): Watched {
  return { history: [], watchers: new Set(), last: null, ending: null };
}

function stop(watched: Watched): void {
  watched.ending?.abort();
  watched.ending = null;
  watched.last = null;
}

function take(watched: Watched, now: Reading): void {
  const { last, history, watchers } = watched;
  if (now.SystemNano === 0) {
    // All zeros: it doesn't run. Its next start begins anew.
    watched.last = null;
    return;
  }
  watched.last = now;
  // Rates need two readings.
  if (last === null) return;
  const sample = sampleOf(last, now, Date.now());
  history.push(sample);
  while (history.length > remembered.samples || isOld(history[0], sample.at)) history.shift();
  for (const watcher of watchers) watcher.sample(sample);
}

function isOld(sample: StatsSample | undefined, now: number): boolean {
  return sample !== undefined && sample.at < now - remembered.milliseconds;
}

/** @param at milliseconds since 1970 */
export function sampleOf(last: Reading, now: Reading, at: number): StatsSample {
  const seconds = (now.SystemNano - last.SystemNano) / 1e9;
  // Counters that went back belong to a new start: no rate is known then.
  const rate = (before: number, after: number): number => (seconds > 0 ? Math.max(0, after - before) / seconds : 0);
  const [networkBefore, network] = [networkOf(last), networkOf(now)];
  return {
    at,
    cpuPercent: (rate(last.CPUNano, now.CPUNano) / 1e9) * 100,
    memoryBytes: now.MemUsage,
    memoryLimitBytes: now.MemLimit,
    networkInBytesPerSecond: rate(networkBefore.input, network.input),
    networkOutBytesPerSecond: rate(networkBefore.output, network.output),
    blockReadBytesPerSecond: rate(last.BlockInput, now.BlockInput),
    blockWriteBytesPerSecond: rate(last.BlockOutput, now.BlockOutput),
    processes: now.PIDs,
  };
}

function networkOf({ NetInput, NetOutput, Network }: Reading): { input: number; output: number } {
  const interfaces = Object.values(Network ?? {});
  return {
    input: NetInput ?? interfaces.reduce((sum, { RxBytes }) => sum + RxBytes, 0),
    output: NetOutput ?? interfaces.reduce((sum, { TxBytes }) => sum + TxBytes, 0),
  };
}
