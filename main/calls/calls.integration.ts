import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startTestEngine } from '../../scripts/test-engine.mjs';
import type { ContainerSummary } from '../../shared/container.ts';
import { type CallInput, type CallName, type CallOutput, calls, type Push, pushes } from '../../shared/ipc.ts';
import { logMessage } from '../../shared/logs.ts';
import { Gantry } from '../gantry.ts';
import { plainSpec } from '../runtime/podman/testing/real-runtime.ts';
import { answerCall } from './answer.ts';
import type { CallContext } from './handler.ts';
import { testPort } from './testing/test-port.ts';

const engineId = 'container-host';
const ports = new Map<string, ReturnType<typeof testPort>>();
const told: Push[] = [];
let wake = (): void => {};
let podman: Awaited<ReturnType<typeof startTestEngine>>;
let folder: string;
let gantry: Gantry;
let context: CallContext;

beforeAll(async () => {
  podman = await startTestEngine();
  folder = await mkdtemp(path.join(tmpdir(), 'gantry-test-'));
  const environment = { ...podman.appEnv, XDG_DATA_HOME: folder };
  gantry = new Gantry({ environment, isRoot: true, userId: 0, dataFolder: folder });
  gantry.onPush((push) => {
    pushes[push.name].parse(push.payload);
    told.push(push);
    wake();
  });
  const noDesktop = (): never => {
    throw new Error('There is no desktop here.');
  };
  const asks = {
    openLink: noDesktop,
    chooseArchive: noDesktop,
    chooseTarget: noDesktop,
    chooseImage: noDesktop,
    answerQuit: noDesktop,
  };
  const shell = { about: noDesktop, project: null, reveal: noDesktop, ...asks };
  const handPort = () => {
    const portId = `port-${ports.size}`;
    const window = testPort();
    ports.set(portId, window);
    return { portId, port: window.port };
  };
  context = { gantry, shell, handPort };
  gantry.start();
  await until(async () => (await call('engines.list', undefined))[0]?.connection.state === 'connected');
});
afterAll(async () => {
  await gantry[Symbol.asyncDispose]();
  await podman.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Asks as the window does, and parses as it does. */
async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
async function call(name: CallName, input: unknown): Promise<unknown> {
  return calls[name].output.parse(await valueTold(name, input, context));
}

/** Asks in a context of its own. */
async function valueTold(name: CallName, input: unknown, of: CallContext): Promise<unknown> {
  const result = await answerCall(name, input, of);
  if (result.ok) return result.value;
  throw Object.assign(new Error(result.error.message), result.error);
}

/** Looks after each push until it is so. */
async function until<T>(look: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (;;) {
    const pushed = new Promise<void>((resolve) => (wake = resolve));
    const found = await look();
    if (found) return found;
    await pushed;
  }
}

const connection = () => gantry.engines.engine(engineId).summary().connection.state;

/** One that is deaf to its stop signal would be waited for. */
const kill = (target: CallInput<'containers.inspect'>) =>
  call('containers.act', { ...target, action: { do: 'kill', signal: 'SIGKILL' } });

const listed = (name: string, state: ContainerSummary['state']) =>
  until(async () => {
    const { containers } = await call('containers.list', { engineId });
    return containers.find((container) => container.name === name && container.state === state);
  });

describe('a call', () => {
  it.each([
    ['of a name that does not exist', 'containers.destroy', {}],
    ['of no name', 5, {}],
    ['of what every object has', 'constructor', {}],
    ['without its input', 'containers.list', undefined],
    ['with an input of another shape', 'containers.act', { engineId, containerId: 'x', action: { do: 'explode' } }],
  ])('%s is refused', async (_what, name, input) => {
    expect(await answerCall(name, input, context)).toMatchObject({ ok: false, error: { code: 'invalid' } });
  });

  it('for an engine or a container that is not there says so', async () => {
    const action = { do: 'start' } as const;
    for (const target of [
      { engineId: 'no such', containerId: 'x' },
      { engineId, containerId: 'x' },
    ])
      await expect(call('containers.act', { ...target, action })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('an image', () => {
  it('is taken in from what the user has chosen, of which the window knows no path, and called off', async () => {
    const file = path.join(folder, 'shop.tar');
    await podman.podman(['create', '--name', 'whole', podman.image, 'true']);
    await podman.podman(['export', '--output', file, 'whole']);
    await podman.podman(['rm', 'whole']);
    const withFile = { ...context, shell: { ...context.shell, chooseImage: async () => file } };
    const chosen = calls['images.choose'].output.parse(await valueTold('images.choose', { what: 'file' }, withFile));
    expect(chosen).toEqual({ sourceId: expect.any(String), name: 'shop.tar', isFolder: false });
    const sourceId = chosen?.sourceId ?? '';
    const from = told.length;
    const wish = { engineId, operationId: 'one', sourceId, name: 'shop:1' };
    const { imageIds } = await call('images.import', wish);
    const [imageId = ''] = imageIds;
    expect(told.slice(from)).toContainEqual({
      name: 'images.progress',
      payload: { operationId: 'one', phase: 'unpacking', bytes: null, totalBytes: null, words: null },
    });
    await until(() => told.slice(from).some(({ name }) => name === 'images.changed'));
    expect(await call('images.inspect', { engineId, imageId })).toMatchObject({
      summary: { names: ['localhost/shop:1'] },
    });
    const again = call('images.import', { ...wish, operationId: 'two', name: null });
    await call('images.cancel', { operationId: 'two' });
    await expect(again).rejects.toMatchObject({ code: 'cancelled' });
    await call('images.act', { engineId, imageId, action: { do: 'remove', containers: [] } });
    expect(await call('images.list', { engineId })).toHaveLength(1);
    // A path is none of the window's words.
    await expect(call('images.import', { ...wish, sourceId: file })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a container', () => {
  it('is created, started, looked at from all sides, and removed', async () => {
    const spec = plainSpec(podman.image, { name: 'web', command: ['sh', '-c', 'echo hello; exec sleep 1000'] });
    const { containerId, startError } = await call('containers.create', { engineId, spec, start: true });
    expect(startError).toBeNull();
    const target = { engineId, containerId };
    expect((await listed('web', 'running')).id).toBe(containerId);
    await call('containers.inView', { engineId, containerIds: [containerId] });
    expect(await call('containers.inspect', target)).toMatchObject({ summary: { name: 'web' }, init: false });
    expect((await call('containers.processes', target)).rows).toHaveLength(1);
    expect(await call('containers.selinux', target)).toMatchObject({ requested: [] });
    expect(await call('images.list', { engineId })).toMatchObject([{ names: [podman.image] }]);

    const { portId } = await call('containers.openLog', { ...target, query: { tail: 10, follow: true } });
    const log = ports.get(portId);
    if (log === undefined) throw new Error('No port came.');
    await log.until(() => log.posted.length > 0);
    expect(logMessage.parse(log.posted[0])).toMatchObject({ kind: 'lines', lines: [{ text: 'hello' }] });
    log.send({ kind: 'close' });

    await kill(target);
    await call('containers.act', { ...target, action: { do: 'remove', force: true, volumes: false } });
    await until(async () => (await call('containers.list', { engineId })).containers.length === 0);
  });

  it('that is frozen is started only with leave, and tells of its checkpoint until then', async () => {
    await podman.podman(['run', '-d', '--name', 'ice', podman.image, 'sleep', '1000']);
    const { id: containerId } = await listed('ice', 'running');
    const target = { engineId, containerId };
    await expect(call('checkpoints.inPlace', target)).rejects.toMatchObject({ code: 'wrong-state' });
    await podman.podman(['container', 'checkpoint', 'ice']);
    await listed('ice', 'exited');
    expect(await call('checkpoints.inPlace', target)).toMatchObject({ kind: 'place', ...target, containerName: 'ice' });
    const start = (more: object) =>
      answerCall('containers.act', { ...target, action: { do: 'start', ...more } }, context);
    expect(await start({})).toMatchObject({ ok: false, error: { code: 'needs-consent' } });
    expect(await start({ afresh: false })).toMatchObject({ ok: false, error: { code: 'invalid' } });
    expect(await start({ afresh: true })).toMatchObject({ ok: true });
    await listed('ice', 'running');
    await expect(call('checkpoints.inPlace', target)).rejects.toMatchObject({ code: 'wrong-state' });
    await kill(target);
    await call('containers.act', { ...target, action: { do: 'remove', force: true, volumes: false } });
    await until(async () => (await call('containers.list', { engineId })).containers.length === 0);
  });

  it('that is frozen into an archive is frozen in place by it, and known as the same until it goes on', async () => {
    await podman.podman(['run', '-d', '--name', 'kept', podman.image, 'sleep', '1000']);
    const { id: containerId } = await listed('kept', 'running');
    const target = { engineId, containerId };
    const request = { leaveRunning: false, tcpEstablished: false, fileLocks: false };
    const freeze = async (to: 'archive' | 'place') => {
      const made = await call('checkpoints.create', { ...target, operationId: to, request: { ...request, to } });
      await listed('kept', 'exited');
      return made.archive?.id ?? null;
    };
    const archiveId = await freeze('archive');
    expect(archiveId).not.toBeNull();
    expect(await call('checkpoints.inPlace', target)).toMatchObject({ archiveId });
    expect((await call('checkpoints.list', undefined)).inPlace).toMatchObject([{ containerId, archiveId }]);
    const restore = { from: 'place', ...target, tcpEstablished: false, fileLocks: false } as const;
    await call('checkpoints.restore', { operationId: 'back', request: restore });
    await listed('kept', 'running');
    await freeze('place');
    const list = await call('checkpoints.list', undefined);
    expect(list).toMatchObject({ archives: [{ id: archiveId }], inPlace: [{ containerId, archiveId: null }] });
    // As it was last known.
    await podman.stopService('SIGKILL');
    await until(() => connection() === 'lost');
    expect(await call('checkpoints.list', undefined)).toEqual(list);
    await podman.startService();
    gantry.engines.engine(engineId).retry();
    await until(() => connection() === 'connected');
    await call('checkpoints.delete', { archiveId: archiveId ?? '' });
    const remove = { do: 'remove', force: true, volumes: false } as const;
    await expect(call('containers.act', { ...target, action: remove })).rejects.toMatchObject({
      code: 'needs-consent',
      message: expect.stringContaining('removal'),
    });
    await call('containers.act', { ...target, action: { ...remove, withCheckpoint: true } });
    await until(async () => (await call('containers.list', { engineId })).containers.length === 0);
  });

  it("that can't be started is there all the same, with the reason", async () => {
    const spec = plainSpec(podman.image, { name: 'senseless', command: ['/no/such'] });
    const { containerId, startError } = await call('containers.create', { engineId, spec, start: true });
    expect(startError).toMatchObject({ code: 'invalid', engineMessage: expect.stringContaining('/no/such') });
    await listed('senseless', 'created');
    await call('containers.act', {
      ...{ engineId, containerId },
      action: { do: 'remove', force: false, volumes: false },
    });
  });

  it('keeps no watch over the figures of a container that is gone', async () => {
    const watching = vi.spyOn(gantry.engines.engine(engineId), 'watchStats');
    onTestFinished(() => watching.mockRestore());
    const signal = (index: number): AbortSignal | undefined => watching.mock.calls[index]?.[2];
    await expect(call('containers.watchStats', { engineId, containerId: 'never' })).rejects.toMatchObject({
      code: 'not-found',
    });
    gantry.windowGone();
    // It was not among those that the window has left.
    expect(signal(0)?.aborted).toBe(false);
    const spec = plainSpec(podman.image, { name: 'goes', command: ['true'] });
    const { containerId } = await call('containers.create', { engineId, spec, start: false });
    await listed('goes', 'created');
    await call('containers.watchStats', { engineId, containerId });
    expect(signal(1)?.aborted).toBe(false);
    await call('containers.act', { engineId, containerId, action: { do: 'remove', force: true, volumes: false } });
    await until(() => signal(1)?.aborted);
  });

  it('pushes its figures while a window looks, and not after it has gone', async () => {
    const spec = plainSpec(podman.image, { name: 'busy', command: ['sh', '-c', 'while :; do :; done'] });
    const { containerId } = await call('containers.create', { engineId, spec, start: true });
    await listed('busy', 'running');
    expect(await call('containers.watchStats', { engineId, containerId })).toEqual([]);
    const samples = () => told.filter(({ name }) => name === 'stats.sample').length;
    await until(() => samples() >= 2);
    gantry.windowGone();
    const seen = samples();
    // The next window finds what was seen, and goes on.
    expect(await call('containers.watchStats', { engineId, containerId })).toHaveLength(seen);
    await until(() => samples() > seen);
    await call('containers.unwatchStats', { engineId, containerId });
    await kill({ engineId, containerId });
    await call('containers.act', { engineId, containerId, action: { do: 'remove', force: true, volumes: false } });
  });
});
