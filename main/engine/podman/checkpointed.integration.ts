import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { LibpodClient } from '../../runtime/podman/client.ts';
import { startWatchedPodman, type Watching } from '../testing/test-podman.ts';
import { Containers } from './containers.ts';
import { Unlisted } from './unlisted.ts';

let watching: Watching;
beforeAll(async () => {
  watching = await startWatchedPodman();
});
afterAll(() => watching[Symbol.asyncDispose]());

const podman = (...args: string[]) => watching.podman.podman(args);
const run = async (name: string, ...command: string[]) => {
  await podman('run', '-d', '--name', name, watching.podman.image, ...command);
  return (await watching.changes.untilContainer(name)).id;
};
/** The containers that were inspected, in the order in which they were asked for. */
const inspected = (from = 0) =>
  watching.asked.requests
    .slice(from)
    .flatMap((request) => /\/containers\/([0-9a-f]{64})\/json/.exec(request)?.[1] ?? []);
const untilFrozen = (name: string) =>
  watching.changes.untilContainer(name, ({ checkpointed }) => checkpointed === true);

describe('whether a container is frozen in place', () => {
  it('is asked only of what has ended and is looked at, and once for each end', async () => {
    const { engine, changes } = watching;
    const plain = await run('plain', 'true');
    const frozen = await run('frozen', 'sleep', '1000');
    const unseen = await run('unseen', 'true');
    for (const name of ['plain', 'unseen']) await changes.untilContainer(name, ({ state }) => state === 'exited');
    await podman('container', 'checkpoint', 'frozen');
    await changes.untilContainer('frozen', ({ state }) => state === 'exited');
    expect(inspected()).toEqual([]);
    expect(engine.container(plain).summary.checkpointed).toBeNull();

    engine.inView([plain, frozen]);
    await untilFrozen('frozen');
    await changes.untilContainer('plain', ({ checkpointed }) => checkpointed === false);
    engine.inView([plain, frozen]);
    expect(inspected().sort()).toEqual([plain, frozen].sort());
    expect(engine.container(unseen).summary.checkpointed).toBeNull();
    // What is known is kept over a loss.
    await watching.podman.stopService('SIGKILL');
    await changes.untilConnection('lost');
    expect(await engine.checkpointedContainers()).toMatchObject([{ summary: { id: frozen }, checkpoint: null }]);
    await watching.podman.startService();
    engine.retry();
    await changes.untilConnection('connected');
    expect(engine.container(frozen).summary.checkpointed).toBe(true);
    expect(inspected()).toHaveLength(2);

    // In view, it is asked again when it has been frozen again.
    const from = watching.asked.requests.length;
    await podman('container', 'restore', 'frozen');
    await changes.untilContainer('frozen', ({ state, checkpointed }) => state === 'running' && checkpointed === false);
    expect(inspected(from)).toEqual([]);
    await podman('container', 'checkpoint', 'frozen');
    await untilFrozen('frozen');
    expect(inspected(from)).toEqual([frozen]);
  });

  it('stays known, with all that was told of it, while the engine doesn’t answer', async () => {
    const { engine, changes } = watching;
    await run('lasting', 'sleep', '1000');
    await podman('container', 'checkpoint', 'lasting');
    await changes.untilContainer('lasting', ({ state }) => state === 'exited');
    const lasting = async () =>
      (await engine.checkpointedContainers()).find(({ summary }) => summary.name === 'lasting')?.checkpoint;
    const before = await lasting();
    expect(before?.madeAt).toBeGreaterThan(0);
    await watching.podman.stopService('SIGKILL');
    await changes.untilConnection('lost');
    expect(await lasting()).toEqual(before);
    await watching.podman.startService();
    engine.retry();
    await changes.untilConnection('connected');
    expect(await lasting()).toEqual(before);
  });

  it('is known of no one that was left running', async () => {
    const { changes } = watching;
    const id = await run('left', 'sleep', '1000');
    await podman('container', 'checkpoint', '--leave-running', 'left');
    await podman('rename', 'left', 'right');
    const { state, checkpointed } = await changes.untilContainer('right');
    expect({ state, checkpointed }).toEqual({ state: 'running', checkpointed: false });
    expect(inspected()).not.toContain(id);
  });

  it('keeps it from being started by anybody who has not said that its checkpoint may go', async () => {
    const { engine, changes } = watching;
    const id = await run('kept', 'sleep', '1000');
    await changes.untilContainer('kept', ({ state }) => state === 'running');
    await podman('container', 'checkpoint', 'kept');
    await changes.untilContainer('kept', ({ state }) => state === 'exited');
    // Nobody has looked at it.
    expect(engine.container(id).summary.checkpointed).toBeNull();
    await expect(engine.act(id, { do: 'start' })).rejects.toMatchObject({ code: 'needs-consent' });
    await untilFrozen('kept');
    await expect(engine.act(id, { do: 'restart', timeoutSeconds: 0 })).rejects.toMatchObject({ code: 'needs-consent' });
    await engine.act(id, { do: 'start', afresh: true });
    const { checkpointed } = await changes.untilContainer('kept', ({ state }) => state === 'running');
    expect(checkpointed).toBe(false);
    expect((await engine.inspect(id)).restored).toBe(false);
  });

  it('is found out of one whose row still says that it runs, before its event has come', async () => {
    await run('late', 'sleep', '1000');
    const stale = await watching.changes.untilContainer('late', ({ state }) => state === 'running');
    await podman('container', 'checkpoint', 'late');
    const containers = new Containers();
    containers.replace([stale]);
    const client = new LibpodClient({ socketPath: watching.podman.socket });
    onTestFinished(() => client[Symbol.asyncDispose]());
    const unlisted = new Unlisted(client, containers, () => {});
    expect(await unlisted.isCheckpointed(stale)).toBe(true);
    // The row itself waits for its event.
    expect(containers.get(stale.id)?.checkpointed).toBe(false);
    await podman('rm', '--all', '--force', '--time', '0');
  });
});
