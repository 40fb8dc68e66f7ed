/** Live figures of Podman's containers: a stream of its API for each that somebody looks at. */
import { z } from 'zod';
import type { GantryError } from '../../../shared/errors.ts';
import { type LibpodClient, parseReply } from '../../runtime/podman/client.ts';
import { errorOfSocket } from '../../runtime/podman/errors.ts';
import type { StatsWatcher } from '../engine.ts';
import type { StatsReading } from '../stats-sample.ts';
import { StatsWatches } from '../stats-watches.ts';
import { Lines } from './lines.ts';
import { tellsItself } from './unasked.ts';

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

export class Stats {
  readonly #client: LibpodClient;
  readonly #watches = new StatsWatches((id, take, signal) => this.#follow(id, take, signal));
  #swapsNetwork = false;

  constructor(client: LibpodClient) {
    this.#client = client;
  }

  /** @returns what is remembered */
  watch(containerId: string, watcher: StatsWatcher, signal: AbortSignal) {
    return this.#watches.watch(containerId, watcher, signal);
  }

  /** A container has started: for those who look at it. A request that is under way goes on by itself. */
  started(containerId: string): void {
    this.#watches.started(containerId);
  }

  forget(containerIds: readonly string[]): void {
    this.#watches.forget(containerIds);
  }

  /** Ends all requests; what is remembered stays. */
  stop(): void {
    this.#watches.stop();
  }

  /**
   * After a connection was made: for those that somebody still looks at.
   * @param swapsNetwork the engine says input where it means output: github.com/containers/podman/issues/16618
   */
  resume({ swapsNetwork }: { readonly swapsNetwork: boolean }): void {
    this.#swapsNetwork = swapsNetwork;
    this.#watches.resume();
  }

  /** @returns why the engine refuses; null: the container or the connection has ended, or nobody looks any more */
  async #follow(containerId: string, take: Take, signal: AbortSignal): Promise<GantryError | null> {
    try {
      await this.#read(containerId, take, signal);
      return null;
    } catch (thrown) {
      const error = errorOfSocket(thrown, 'Read the figures', signal);
      // Its next start, or the next connection, begins anew.
      return tellsItself(error) || error.code === 'wrong-state' ? null : error;
    }
  }

  async #read(containerId: string, take: Take, signal: AbortSignal): Promise<void> {
    const query = { containers: containerId, stream: true, interval: 1 };
    const reply = await this.#client.stream('GET', '/containers/stats', { query, signal });
    const lines = new Lines();
    for await (const chunk of reply) {
      for (const line of lines.read(chunk)) {
        const now = parseReading(line, this.#swapsNetwork);
        // All zeros: it doesn't run.
        if (now !== null) take(now.clockNanoseconds === 0 ? null : now);
      }
    }
  }
}

type Take = (reading: StatsReading | null) => void;

/** One line of the stream; null where it tells nothing of the container. */
export function parseReading(line: string, swapsNetwork = false): StatsReading | null {
  if (line.trim() === '') return null;
  const now = parseReply(report, line, 'GET /containers/stats').Stats?.[0];
  if (now === undefined) return null;
  const { input, output } = networkOf(now);
  return {
    clockNanoseconds: now.SystemNano,
    cpuNanoseconds: now.CPUNano,
    memoryBytes: now.MemUsage,
    memoryLimitBytes: now.MemLimit,
    networkInBytes: swapsNetwork ? output : input,
    networkOutBytes: swapsNetwork ? input : output,
    blockReadBytes: now.BlockInput,
    blockWriteBytes: now.BlockOutput,
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
