import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Looking, startTestPodman } from '../testing/test-podman.ts';

let looking: Looking;
const podman = (...args: string[]) => looking.podman.podman(args);

beforeAll(async () => {
  looking = await startTestPodman();
});
afterAll(() => looking[Symbol.asyncDispose]());

describe('an engine that is killed', () => {
  it('is lost with what was last known of it, and comes back with what is true then', async () => {
    const { engine, changes } = looking;
    await podman('run', '-d', '--name', 'stays', looking.podman.image, 'sleep', '1000');
    await podman('create', '--name', 'goes', looking.podman.image, 'true');
    const { id } = await changes.untilContainer('stays', ({ state }) => state === 'running');
    await changes.untilContainer('goes');
    const runtime = engine.summary().info?.runtime.name;
    const before = Date.now();
    await looking.podman.stopService('SIGKILL');
    await changes.untilConnection('lost');
    const { connection, info } = engine.summary();
    expect(connection).toMatchObject({ state: 'lost', error: { code: 'engine-unreachable' } });
    expect(connection.state === 'lost' && connection.since).toBeGreaterThanOrEqual(before);
    expect(info?.runtime.name).toBe(runtime);
    expect(
      engine
        .containers()
        .containers.map(({ name }) => name)
        .sort(),
    ).toEqual(['goes', 'stays']);
    await expect(engine.act(id, { do: 'pause' })).rejects.toMatchObject({ code: 'engine-unreachable' });

    // Nobody tells us of this.
    await podman('rm', 'goes');
    await podman('create', '--name', 'new', looking.podman.image, 'true');
    const resets = changes.kinds('reset').length;
    await looking.podman.startService();
    await changes.until(() => changes.kinds('reset').length > resets);
    expect(
      engine
        .containers()
        .containers.map(({ name }) => name)
        .sort(),
    ).toEqual(['new', 'stays']);
    await changes.untilConnection('connected');
    await podman('pause', 'stays');
    await changes.untilContainer('stays', ({ state }) => state === 'paused');
  });

  it('is tried again with growing pauses, and at once when somebody asks', async () => {
    const { engine, changes } = looking;
    await looking.podman.stopService('SIGKILL');
    const pauses: number[] = [];
    const seen = new Set<number>();
    await changes.until(() => {
      const { connection } = engine.summary();
      if (connection.state !== 'lost' || connection.nextTryAt === null || seen.has(connection.nextTryAt)) return false;
      seen.add(connection.nextTryAt);
      pauses.push(connection.nextTryAt - Date.now());
      return pauses.length === 5;
    });
    for (const [index, pause] of pauses.entries()) {
      if (index > 0) expect(pause).toBeGreaterThan(1.5 * (pauses[index - 1] ?? 0));
    }
    expect(pauses.at(-1)).toBeGreaterThan(3000);
    const { connection } = engine.summary();
    const nextTryAt = connection.state === 'lost' ? (connection.nextTryAt ?? 0) : 0;
    engine.retry();
    await changes.until(() => engine.summary().connection !== connection);
    expect(Date.now()).toBeLessThan(nextTryAt);
    await looking.podman.startService();
    engine.retry();
    await changes.untilConnection('connected');
  });
});
