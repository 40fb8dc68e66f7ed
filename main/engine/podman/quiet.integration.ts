import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWatchedPodman, type Watching } from '../testing/test-podman.ts';

let watching: Watching;
beforeAll(async () => {
  watching = await startWatchedPodman();
});
afterAll(() => watching[Symbol.asyncDispose]());

/** Paths without the API's prefix, and without what they are asked with. */
const asked = (from: number) =>
  watching.asked.requests.slice(from).map((request) => request.replace('/v4.0.0/libpod', '').replace(/\?.*/, ''));

describe('an engine that nothing happens to', () => {
  it('is asked nothing after the first list, and of an event only for the one container', async () => {
    const { podman, changes, engine } = watching;
    expect(asked(0).sort()).toEqual(['GET /_ping', 'GET /containers/json', 'GET /events', 'GET /info']);
    await podman.podman(['run', '-d', '--name', 'other', podman.image, 'sleep', '1000']);
    await podman.podman(['run', '-d', '--name', 'four', podman.image, 'sleep', '4']);
    const { id } = await changes.untilContainer('four', ({ state }) => state === 'running');
    // The last of the events of its start, which come together.
    await changes.untilContainer('other', ({ state }) => state === 'running');
    const from = watching.asked.requests.length;
    await changes.untilContainer('four', ({ state }) => state === 'exited');
    const since = watching.asked.requests.slice(from);
    // Four seconds have gone by. Podman tells a start and an end in several events each (init, start; died, cleanup).
    expect(since.length).toBeGreaterThan(0);
    expect(since.length).toBeLessThanOrEqual(4);
    for (const request of since) {
      const url = new URL(request.replace('GET ', ''), 'http://engine');
      expect(url.pathname).toBe('/v4.0.0/libpod/containers/json');
      expect(JSON.parse(url.searchParams.get('filters') ?? '')).toEqual({ id: [id] });
    }
    expect(engine.containers().labels).toEqual([]);
    await podman.podman(['rm', '--all', '--force', '--time', '0']);
  });
});
