import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineChange } from '../engine.ts';
import { Changes } from '../testing/changes.ts';
import { owned } from '../testing/owned.ts';
import { startRecordingProxy } from '../testing/recording-proxy.ts';
import { engineAt, startWatchedPodman, type Watching } from '../testing/test-podman.ts';

let watching: Watching;
beforeAll(async () => {
  watching = await startWatchedPodman({ fakesSelinux: true });
});
afterAll(() => watching[Symbol.asyncDispose]());

/** The containers that were inspected, in the order in which they were asked for. */
const inspected = (requests: readonly string[]) =>
  requests.flatMap((request) => /\/containers\/([0-9a-f]{64})\/json/.exec(request)?.[1] ?? []);
const labelled = (changes: readonly EngineChange[]) =>
  changes.flatMap((change) => (change.kind === 'labels' ? change.labels.map(({ containerId }) => containerId) : []));

describe('the labels of a Podman that says it has SELinux', () => {
  it('are asked for once for each container, those in view first, and remembered over events and losses', async () => {
    const { podman, engine, changes } = watching;
    expect(engine.summary().info?.selinuxEnabled).toBe(true);
    for (let index = 0; index < 30; index++) await podman.podman(['create', podman.image, 'sleep', '1000']);
    await changes.until(() => engine.containers().labels.length === 30);
    expect(new Set(labelled(changes.all)).size).toBe(30);

    // What happens to a container doesn't change its label.
    const first = engine.containers().containers[0]?.id ?? '';
    const before = inspected(watching.asked.requests).length;
    expect(before).toBe(30);
    await podman.podman(['start', first]);
    await changes.until(() => engine.container(first).summary.state === 'running');
    await engine.act(first, { do: 'kill', signal: 'SIGKILL' });
    await changes.until(() => engine.container(first).summary.state === 'exited');
    const resets = changes.kinds('reset').length;
    await podman.stopService('SIGKILL');
    await changes.untilConnection('lost');
    expect(engine.containers().labels).toHaveLength(30);
    await podman.startService();
    await changes.until(() => changes.kinds('reset').length > resets);
    await changes.untilConnection('connected');
    await podman.podman(['create', '--name', 'one-more', podman.image, 'true']);
    const { id } = await changes.untilContainer('one-more');
    await changes.until(() => engine.containers().labels.length === 31);
    expect(inspected(watching.asked.requests).slice(before)).toEqual([id]);

    // A removed one is forgotten.
    await engine.act(id, { do: 'remove', force: false, volumes: false });
    await changes.until(() => engine.containers().labels.length === 30);
  });

  it("stand beside what the kernel says of the container's own process", async () => {
    const { podman, engine, changes } = watching;
    await podman.podman(['run', '-d', '--name', 'runs', podman.image, 'sleep', '1000']);
    const { id } = await changes.untilContainer('runs', ({ state }) => state === 'running');
    const { enabled, kernelLabel, kernelLabelMissing } = await engine.selinux(id);
    expect(enabled).toBe(true);
    // A kernel without SELinux has none, but it was asked of the right process.
    if (kernelLabel === null) expect(kernelLabelMissing).toContain('The kernel has no label');
    else expect(kernelLabel).toContain(':container_t:');
    await podman.podman(['rm', '--force', '--time', '0', id]);
    await changes.until(() => !engine.containers().containers.some((container) => container.id === id));
    expect(engine.containers().labels).toHaveLength(30);
  });

  it('come for what is in view while the others wait', async () => {
    const { podman } = watching;
    const proxy = owned(await startRecordingProxy(podman.socket, { fakesSelinux: true }));
    const engine = owned(engineAt(proxy.socketPath));
    const changes = owned(new Changes(engine));
    engine.start();
    // As the window does: it gets the list, and says what is in view.
    await changes.until(() => changes.kinds('reset').length === 1);
    const inView = engine
      .containers()
      .containers.slice(-10)
      .map(({ id }) => id);
    engine.inView(inView);
    await changes.until(() => labelled(changes.all).length === 30);
    const order = inspected(proxy.requests);
    // The list is there before it is known whether there are labels at all: what is in view has been told by then.
    expect(order.slice(0, 10).sort()).toEqual([...inView].sort());
    expect(order).toHaveLength(30);
    expect(new Set(order).size).toBe(30);
  });
});
