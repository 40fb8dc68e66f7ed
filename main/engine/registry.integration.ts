import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startTestEngine } from '../../scripts/test-engine.mjs';
import { commandLine, processWith } from '../../scripts/testing/processes.mjs';
import type { Engine } from './engine.ts';
import type { Where } from './places.ts';
import { EngineRegistry } from './registry.ts';
import { Changes } from './testing/changes.ts';
import { owned } from './testing/owned.ts';
import type { TestPodman } from './testing/test-podman.ts';

const nowhere = '/no/such/podman.sock';
const nameless = { userId: 0, isRoot: true, rootfulSocket: nowhere };

let podman: TestPodman;
beforeAll(async () => {
  podman = await startTestEngine();
});
afterAll(() => podman.stop());

/** The engines that are found there. */
async function find(where: Where): Promise<EngineRegistry> {
  const registry = owned(new EngineRegistry(where));
  registry.start();
  await registry.found();
  return registry;
}

async function onlyOne(where: Where): Promise<{ engine: Engine; changes: Changes; registry: EngineRegistry }> {
  const registry = await find(where);
  const [engine, ...more] = registry.engines();
  if (engine === undefined) throw new Error('There is no engine.');
  expect(more).toEqual([]);
  return { engine, changes: owned(new Changes(engine)), registry };
}

describe('the engines', () => {
  it('of this user and of root stand side by side, each with its own containers', async () => {
    const rootful = await startTestEngine();
    onTestFinished(() => rootful.stop());
    const runtimeFolder = await mkdtemp(path.join(tmpdir(), 'gantry-test-'));
    onTestFinished(() => rm(runtimeFolder, { recursive: true, force: true }));
    await mkdir(path.join(runtimeFolder, 'podman'));
    await symlink(podman.socket, path.join(runtimeFolder, 'podman/podman.sock'));
    await podman.podman(['create', '--name', 'of-user', podman.image, 'true']);
    await rootful.podman(['create', '--name', 'of-root', podman.image, 'true']);

    const environment = { XDG_RUNTIME_DIR: runtimeFolder };
    const registry = await find({ environment, userId: 7, isRoot: false, rootfulSocket: rootful.socket });
    expect(registry.summaries().map(({ origin }) => origin)).toEqual(['rootless-socket', 'rootful-socket']);
    const names: string[][] = [];
    for (const engine of registry.engines()) {
      const changes = owned(new Changes(engine));
      await changes.untilConnection('connected');
      names.push(engine.containers().containers.map(({ name }) => name));
      expect(registry.engine(engine.id)).toBe(engine);
    }
    expect(names).toEqual([['of-user'], ['of-root']]);

    // One that is lost takes nothing from the other.
    const [user, root] = registry.engines();
    if (user === undefined || root === undefined) throw new Error('One is missing.');
    const lost = owned(new Changes(root));
    await rootful.stopService('SIGKILL');
    await lost.untilConnection('lost');
    expect(user.summary().connection.state).toBe('connected');
    await rootful.startService();
    await podman.podman(['rm', 'of-user']);
  });

  it('are the one that CONTAINER_HOST names, and it only once', async () => {
    const environment = { CONTAINER_HOST: `unix://${podman.socket}` };
    const { engine, changes } = await onlyOne({ environment, userId: 0, isRoot: true, rootfulSocket: podman.socket });
    await changes.untilConnection('connected');
    const { stdout } = await podman.podman(['info', '--format', '{{.Host.OCIRuntime.Name}}']);
    expect(engine.summary()).toMatchObject({
      origin: 'container-host',
      command: ['podman', '--url', `unix://${podman.socket}`],
      machine: null,
      info: { runtime: { name: stdout.trim() } },
    });
  });

  it('are lost where CONTAINER_HOST names one that is not there: no other is started in its place', async () => {
    const environment = { ...podman.env, CONTAINER_HOST: `unix://${nowhere}` };
    const { engine, changes } = await onlyOne({ ...nameless, environment });
    await changes.untilConnection('lost');
    expect(engine.summary()).toMatchObject({
      origin: 'container-host',
      connection: { error: { code: 'engine-unreachable', engineMessage: expect.stringContaining(nowhere) } },
    });
  });

  it('say so where CONTAINER_HOST names one that is out of reach', async () => {
    const environment = { CONTAINER_HOST: 'ssh://core@far/run/podman.sock' };
    const { engine } = await onlyOne({ ...nameless, environment });
    const { connection } = engine.summary();
    expect(connection).toMatchObject({ state: 'lost', error: { code: 'unsupported' } });
    expect(engine.containers().containers).toEqual([]);
    await expect(engine.images()).rejects.toMatchObject({ hint: expect.stringContaining('ssh -L') });
  });

  it('are more when they are looked for again after a socket has come; one that is known stays the same', async () => {
    const runtimeFolder = await mkdtemp(path.join(tmpdir(), 'gantry-test-'));
    onTestFinished(() => rm(runtimeFolder, { recursive: true, force: true }));
    const environment = { XDG_RUNTIME_DIR: runtimeFolder, PATH: runtimeFolder };
    const where = { environment, userId: 7, isRoot: false, rootfulSocket: podman.socket };
    const registry = await find(where);
    const origins = (): string[] => registry.summaries().map(({ origin }) => origin);
    const [known] = registry.engines();
    await registry.lookAgain();
    // No program is found by this PATH, so the service for this user can't start.
    expect(origins()).toEqual(['rootful-socket', 'own-service']);
    await expect.poll(() => registry.summaries()[1]?.connection.state).toBe('lost');

    const later = await startTestEngine();
    onTestFinished(() => later.stop());
    await mkdir(path.join(runtimeFolder, 'podman'));
    await symlink(later.socket, path.join(runtimeFolder, 'podman/podman.sock'));
    const told: string[] = [];
    registry.onChange(({ id }) => told.push(id));
    await registry.lookAgain();
    expect(registry.engines()[0]).toBe(known);
    expect(origins()).toEqual(['rootful-socket', 'rootless-socket']);
    expect(told).toContain('podman-user');
    await registry.lookAgain();
    expect(registry.engines()).toHaveLength(2);
  });

  it('are no longer one of our own that could not start, once a socket serves', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'gantry-test-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const rootfulSocket = path.join(folder, 'podman.sock');
    // No program is found by this: as before Podman is installed.
    const where = { environment: { PATH: folder }, userId: 0, isRoot: true, rootfulSocket };
    const { engine: own, changes, registry } = await onlyOne(where);
    await changes.untilConnection('lost');
    expect(own.summary()).toMatchObject({ origin: 'own-service', connection: { error: { code: 'not-found' } } });
    await symlink(podman.socket, rootfulSocket);
    await registry.lookAgain();
    const [engine, ...more] = registry.engines();
    if (engine === undefined) throw new Error('There is no engine.');
    expect(more).toEqual([]);
    await owned(new Changes(engine)).untilConnection('connected');
    expect(engine.summary().origin).toBe('rootful-socket');
  });

  it('are one of our own where no socket serves; it is started again when it dies, and ended at the end', async () => {
    const { engine, changes, registry } = await onlyOne({ ...nameless, environment: podman.env });
    await changes.untilConnection('connected');
    expect(engine.summary()).toMatchObject({ origin: 'own-service', name: 'Podman (root)' });
    await podman.podman(['create', '--name', 'kept', podman.image, 'true']);
    await changes.untilContainer('kept');

    const before = await processWith(engine.summary().address);
    process.kill(before, 'SIGKILL');
    await changes.untilConnection('lost');
    expect(engine.containers().containers.map(({ name }) => name)).toEqual(['kept']);
    await changes.untilConnection('connected');
    const after = await processWith(engine.summary().address);
    expect(after).not.toBe(before);
    await podman.podman(['rm', 'kept']);
    await changes.until(() => engine.containers().containers.length === 0);

    await registry[Symbol.asyncDispose]();
    expect(await commandLine(after)).toEqual([]);
  });

  it('are one of our own beside root’s, where no socket of this user serves', async () => {
    const rootful = await startTestEngine();
    onTestFinished(() => rootful.stop());
    await podman.podman(['create', '--name', 'mine', podman.image, 'true']);
    const runtimeFolder = await mkdtemp(path.join(tmpdir(), 'gantry-test-'));
    onTestFinished(() => rm(runtimeFolder, { recursive: true, force: true }));
    const environment = { ...podman.env, XDG_RUNTIME_DIR: runtimeFolder };
    const registry = await find({ environment, userId: 7, isRoot: false, rootfulSocket: rootful.socket });
    expect(registry.summaries().map(({ origin, name }) => [origin, name])).toEqual([
      ['rootful-socket', 'Podman (root)'],
      ['own-service', 'Podman (this user)'],
    ]);
    const own = registry.engines()[1];
    if (own === undefined) throw new Error('There is none.');
    const changes = owned(new Changes(own));
    await changes.untilContainer('mine');
    await podman.podman(['rm', 'mine']);
  });

  it('that end while they are sought leave nothing behind', async () => {
    const registry = new EngineRegistry({ ...nameless, environment: podman.env });
    registry.start();
    await registry[Symbol.asyncDispose]();
    expect(registry.engines()).toEqual([]);
  });
});
