import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Looking, startTestPodman } from '../testing/test-podman.ts';

let looking: Looking;
const podman = (...args: string[]) => looking.podman.podman(args);
const idOf = async (name: string) => (await podman('inspect', '--format', '{{.Id}}', name)).stdout.trim();

beforeAll(async () => {
  looking = await startTestPodman();
});
afterAll(() => looking[Symbol.asyncDispose]());

describe('the containers of a Podman', () => {
  it('follow each event, with nobody asking', async () => {
    const { changes, podman: test, engine } = looking;
    await podman('create', '--name', 'web', test.image, 'sleep', '1000');
    const created = await changes.untilContainer('web');
    expect(created).toMatchObject({ state: 'created', startedAt: null, exitCode: null, command: ['sleep', '1000'] });
    await podman('start', 'web');
    const running = await changes.untilContainer('web', ({ state }) => state === 'running');
    expect(running.startedAt).toBeGreaterThan(Date.now() - 60_000);
    await podman('pause', 'web');
    await changes.untilContainer('web', ({ state }) => state === 'paused');
    await podman('unpause', 'web');
    await changes.untilContainer('web', ({ state }) => state === 'running');
    await podman('rename', 'web', 'shop');
    expect((await changes.untilContainer('shop')).id).toBe(created.id);
    await podman('stop', '--time', '0', 'shop');
    const ended = await changes.untilContainer('shop', ({ state }) => state === 'exited');
    expect(ended).toMatchObject({ exitCode: 137, exitedAt: expect.any(Number) });
    await podman('rm', 'shop');
    await changes.until(() => engine.containers().containers.length === 0);
    expect(() => engine.container(created.id)).toThrowError(expect.objectContaining({ code: 'not-found' }));
  });

  it('tell how a program ended by itself', async () => {
    await podman('run', '-d', '--name', 'brief', looking.podman.image, 'sh', '-c', 'exit 3');
    const ended = await looking.changes.untilContainer('brief', ({ state }) => state === 'exited');
    expect(ended.exitCode).toBe(3);
    await podman('rm', 'brief');
  });

  it('come with ports, and in patches that are numbered without a gap', async () => {
    const { changes, engine } = looking;
    const before = engine.containers().revision;
    const from = changes.all.length;
    await podman('run', '-d', '--name', 'port', '-p', '127.0.0.1::80/tcp', looking.podman.image, 'sleep', '1000');
    const { ports } = await changes.untilContainer('port', ({ state }) => state === 'running');
    expect(ports).toEqual([
      { hostIp: '127.0.0.1', hostPort: expect.any(Number), containerPort: 80, protocol: 'tcp', range: 1 },
    ]);
    await podman('rm', '--force', '--time', '0', 'port');
    await changes.until(() => engine.containers().containers.length === 0);
    const patches = changes.all.slice(from).flatMap((change) => (change.kind === 'patch' ? [change] : []));
    expect(patches.map(({ revision }) => revision)).toEqual(patches.map((_, index) => before + 1 + index));
    expect(patches.at(-1)?.removed).toHaveLength(1);
  });

  it('are not told anew for what does not change their rows', async () => {
    await podman('run', '-d', '--name', 'busy', looking.podman.image, 'sleep', '1000');
    await looking.changes.untilContainer('busy', ({ state }) => state === 'running');
    const { revision } = looking.engine.containers();
    for (let i = 0; i < 3; i++) await podman('exec', 'busy', 'true');
    await podman('pause', 'busy');
    await looking.changes.untilContainer('busy', ({ state }) => state === 'paused');
    expect(looking.engine.containers().revision).toBe(revision + 1);
    await podman('rm', '--force', '--time', '0', 'busy');
  });

  it('change by actions of our own too', async () => {
    const { engine, changes } = looking;
    await podman('create', '--name', 'mine', looking.podman.image, 'sleep', '1000');
    const { id } = await changes.untilContainer('mine');
    await engine.act(id, { do: 'start' });
    const first = await changes.untilContainer('mine', ({ state }) => state === 'running');
    const pid = (await engine.inspect(id)).pid;
    await engine.act(id, { do: 'restart', timeoutSeconds: 0 });
    await changes.untilContainer('mine', ({ state }) => state === 'running');
    expect((await engine.inspect(id)).pid).not.toBe(pid);
    expect(first.exitCode).toBeNull();
    await engine.act(id, { do: 'pause' });
    await changes.untilContainer('mine', ({ state }) => state === 'paused');
    await engine.act(id, { do: 'unpause' });
    await engine.act(id, { do: 'rename', name: 'yours' });
    await changes.untilContainer('yours', ({ state }) => state === 'running');
    await engine.act(id, { do: 'kill', signal: 'SIGKILL' });
    await changes.untilContainer('yours', ({ exitCode }) => exitCode === 137);
    await engine.act(id, { do: 'remove', force: false, volumes: false });
    await changes.until(() => !engine.containers().containers.some((container) => container.id === id));
    await expect(engine.act(id, { do: 'start' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('tell which of them are frozen in place, and that this has changed', async () => {
    const { engine, changes } = looking;
    await podman('run', '-d', '--name', 'ice', looking.podman.image, 'sleep', '1000');
    const id = await idOf('ice');
    const running = await changes.untilContainer('ice', ({ state }) => state === 'running');
    expect(running.checkpointed).toBe(false);
    await podman('container', 'checkpoint', 'ice');
    await changes.until(() => changes.kinds('checkpoints').length === 1);
    const frozen = await engine.checkpointedContainers();
    expect(frozen).toMatchObject([{ summary: { id, state: 'exited' }, checkpointed: true, pid: null }]);
    // The inspections for that have told the row, too.
    expect(engine.container(id).summary.checkpointed).toBe(true);
    // Neither start nor restart throws it away.
    for (const action of [{ do: 'start' }, { do: 'restart', timeoutSeconds: 0 }] as const) {
      await expect(engine.act(id, action)).rejects.toMatchObject({ code: 'needs-consent' });
    }
    expect(await engine.checkpointedContainers()).toHaveLength(1);
    await podman('container', 'restore', 'ice');
    // An event of its end that came late tells so, too: the row says when it is back.
    await changes.until(() => changes.kinds('checkpoints').length >= 2);
    await changes.untilContainer('ice', ({ state, checkpointed }) => state === 'running' && checkpointed === false);
    expect(await engine.checkpointedContainers()).toEqual([]);
    await podman('rm', '--force', '--time', '0', 'ice');
  });
});

describe('a container', () => {
  it('is told in full, with its processes', async () => {
    const { engine, changes } = looking;
    const security = ['--security-opt', 'label=type:spc_t', '--security-opt', 'label=level:s0:c1,c2'];
    const container = ['--env', 'COLOUR=green', '--tty', looking.podman.image, 'sleep', '1000'];
    await podman('run', '-d', '--name', 'full', ...security, ...container);
    const { id } = await changes.untilContainer('full', ({ state }) => state === 'running');
    const details = await engine.inspect(id);
    const ociRuntime = engine.summary().info?.runtime.name;
    expect(details).toMatchObject({ terminal: true, ociRuntime, checkpointed: false, stopTimeoutSeconds: 10 });
    expect(details.environment).toContain('COLOUR=green');
    expect(details.pid).toBeGreaterThan(1);
    const { titles, rows } = await engine.processes(id);
    expect(titles).toContain('COMMAND');
    expect(rows.map((row) => row[titles.indexOf('COMMAND')])).toEqual(['sleep 1000']);
    expect(await engine.selinux(id)).toMatchObject({
      enabled: false,
      kernelLabel: null,
      kernelLabelMissing: 'SELinux is off.',
      requested: ['label=type:spc_t', 'label=level:s0:c1,c2'],
    });
    const images = await engine.images();
    expect(images).toMatchObject([{ names: [looking.podman.image], sizeBytes: expect.any(Number) }]);
    await podman('rm', '--force', '--time', '0', 'full');
  });

  it('that does not run has no processes, and says so', async () => {
    await podman('create', '--name', 'asleep', looking.podman.image, 'true');
    const { id } = await looking.changes.untilContainer('asleep');
    await expect(looking.engine.processes(id)).rejects.toMatchObject({ code: 'wrong-state' });
    await podman('rm', 'asleep');
  });
});
