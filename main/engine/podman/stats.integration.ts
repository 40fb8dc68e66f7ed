import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StatsSample } from '../../../shared/stats.ts';
import { startWatchedPodman, type Watching } from '../testing/test-podman.ts';

let watching: Watching;
let podman: Watching['podman'];
let engine: Watching['engine'];
let changes: Watching['changes'];

beforeAll(async () => {
  watching = await startWatchedPodman();
  ({ podman, engine, changes } = watching);
});
afterAll(() => watching[Symbol.asyncDispose]());

const requests = () => watching.asked.requests.filter((request) => request.includes('/containers/stats'));

/** Watches until a sample fits. */
async function watchUntil(id: string, fits: (sample: StatsSample) => boolean) {
  const ending = new AbortController();
  let remembered: readonly StatsSample[] = [];
  const sample = await new Promise<StatsSample>((resolve, reject) => {
    const sample = (each: StatsSample): void => {
      if (fits(each)) resolve(each);
    };
    remembered = engine.watchStats(id, { sample, refused: reject }, ending.signal);
  });
  ending.abort();
  return { sample, remembered };
}

describe('the stats of a container', () => {
  it('tell what it uses, by one request for all who watch, and are remembered when nobody does', async () => {
    const busy = ['sh', '-c', 'while :; do :; done'];
    await podman.podman(['run', '-d', '--name', 'busy', podman.image, ...busy]);
    const { id } = await changes.untilContainer('busy', ({ state }) => state === 'running');
    const [first, second] = await Promise.all([
      watchUntil(id, ({ cpuPercent }) => cpuPercent > 20),
      watchUntil(id, ({ cpuPercent }) => cpuPercent > 20),
    ]);
    expect(requests()).toHaveLength(1);
    expect(first.remembered).toEqual([]);
    expect(first.sample).toEqual(second.sample);
    expect(first.sample.cpuPercent).toBeLessThan(250);
    expect(first.sample.memoryBytes).toBeGreaterThan(10_000);
    expect(first.sample.processes).toBe(1);
    const later = await watchUntil(id, () => true);
    expect(later.remembered).toContainEqual(first.sample);
    expect(requests()).toHaveLength(2);
    // Nobody looks any more.
    await expect.poll(() => [...watching.asked.open].filter((request) => request.includes('/stats'))).toEqual([]);

    // A new start: its counters begin at nothing.
    await podman.podman(['restart', '--time', '0', 'busy']);
    await changes.untilContainer('busy', ({ state }) => state === 'running');
    const { sample } = await watchUntil(id, ({ cpuPercent }) => cpuPercent > 20);
    expect(Math.min(sample.networkInBytesPerSecond, sample.networkOutBytesPerSecond)).toBeGreaterThanOrEqual(0);

    await podman.podman(['rm', '--force', '--time', '0', 'busy']);
    await changes.until(() => engine.containers().containers.length === 0);
    expect(() =>
      engine.watchStats(id, { sample: () => {}, refused: () => {} }, new AbortController().signal),
    ).toThrowError(expect.objectContaining({ code: 'not-found' }));
  });

  it('go on by themselves after the container was stopped and started again', async () => {
    await podman.podman(['run', '-d', '--name', 'again', podman.image, 'sleep', '1000']);
    const { id } = await changes.untilContainer('again', ({ state }) => state === 'running');
    const samples: StatsSample[] = [];
    const ending = new AbortController();
    let wake = (): void => {};
    const refusals: unknown[] = [];
    const sample = (each: StatsSample): void => {
      samples.push(each);
      wake();
    };
    engine.watchStats(id, { sample, refused: (error: unknown) => refusals.push(error) }, ending.signal);
    const untilCount = async (count: number): Promise<void> => {
      while (samples.length < count) await new Promise<void>((resolve) => (wake = resolve));
    };
    await untilCount(1);
    await podman.podman(['stop', '--time', '0', 'again']);
    await changes.untilContainer('again', ({ state }) => state === 'exited');
    const stopped = samples.length;
    await podman.podman(['start', 'again']);
    await untilCount(stopped + 2);
    ending.abort();
    for (const { memoryBytes } of samples) expect(memoryBytes).toBeGreaterThan(0);
    expect(refusals).toEqual([]);
    await podman.podman(['rm', '--force', '--time', '0', 'again']);
  });

  it('count what it sends as out, and what it gets as in', async () => {
    const serve = 'head -c 3000000 /dev/zero > /tmp/file; exec httpd -f -p 80 -h /tmp';
    await podman.podman(['run', '-d', '--name', 'sends', '-p', '127.0.0.1::80', podman.image, 'sh', '-c', serve]);
    const { id, ports } = await changes.untilContainer('sends', ({ state }) => state === 'running');
    let isAsked = false;
    const { sample } = await watchUntil(id, ({ networkOutBytesPerSecond: out, networkInBytesPerSecond: incoming }) => {
      if (!isAsked) void fetch(`http://127.0.0.1:${ports[0]?.hostPort}/file`).then((reply) => reply.arrayBuffer());
      isAsked = true;
      return Math.max(out, incoming) > 1_000_000;
    });
    expect(sample.networkOutBytesPerSecond).toBeGreaterThan(1_000_000);
    expect(sample.networkInBytesPerSecond).toBeLessThan(500_000);
    await podman.podman(['rm', '--force', '--time', '0', 'sends']);
  });
});
