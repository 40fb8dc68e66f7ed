import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { which } from '../../../scripts/setup/which.mjs';
import type { ContainerAction } from '../../../shared/container.ts';
import { plainSpec } from '../../runtime/podman/testing/real-runtime.ts';
import { type Looking, startTestPodman } from '../testing/test-podman.ts';

let looking: Looking;
const podman = async (...args: string[]) => (await looking.podman.podman(args)).stdout.trim();
const sleeper = () => [looking.podman.image, 'sleep', '1000'];

/** One container in each state that actions meet. */
const ids = new Map<string, string>();
const idOf = (name: string): string => {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`There is no ${name}.`);
  return id;
};

beforeAll(async () => {
  looking = await startTestPodman();
  await podman('create', '--name', 'created', ...sleeper());
  await podman('run', '-d', '--name', 'running', ...sleeper());
  await podman('run', '-d', '--name', 'paused', ...sleeper());
  await podman('pause', 'paused');
  await podman('run', '--name', 'exited', looking.podman.image, 'true');
  await podman('create', '--name', 'senseless', looking.podman.image, '/no/such');
  await podman('create', '--name', 'dependent', '--network', 'container:running', ...sleeper());
  const states = { created: 'created', running: 'running', paused: 'paused', exited: 'exited' } as const;
  for (const [name, state] of Object.entries({ ...states, senseless: 'created', dependent: 'created' })) {
    ids.set(name, (await looking.changes.untilContainer(name, (container) => container.state === state)).id);
  }
});
afterAll(async () => {
  await podman('rm', 'dependent');
  await looking[Symbol.asyncDispose]();
});

const remove = { do: 'remove', force: false, volumes: false } as const;

describe("a refusal is told in the engine's own words, with what to do, when it comes to", () => {
  it.each<[ContainerAction, string, { code: string; words: string; hint: string }]>([
    [{ do: 'start' }, 'paused', { code: 'wrong-state', words: 'Created or Stopped', hint: 'unpause' }],
    [{ do: 'start' }, 'senseless', { code: 'invalid', words: '/no/such', hint: 'check the command' }],
    [{ do: 'pause' }, 'created', { code: 'wrong-state', words: 'not running', hint: 'Start it first' }],
    [{ do: 'pause' }, 'exited', { code: 'wrong-state', words: 'not running', hint: 'Start it first' }],
    [{ do: 'pause' }, 'paused', { code: 'wrong-state', words: 'already paused', hint: 'paused already' }],
    [{ do: 'unpause' }, 'running', { code: 'wrong-state', words: 'not paused', hint: 'nothing to unpause' }],
    [{ do: 'kill', signal: 'SIGTERM' }, 'exited', { code: 'wrong-state', words: 'only kill', hint: 'start it first' }],
    [{ do: 'kill', signal: 'SIGNOPE' }, 'running', { code: 'invalid', words: 'SIGNOPE', hint: 'signal' }],
    [{ do: 'stop', timeoutSeconds: 0 }, 'paused', { code: 'wrong-state', words: 'paused', hint: 'Unpause it first' }],
    [{ do: 'restart', timeoutSeconds: 0 }, 'paused', { code: 'wrong-state', words: 'paused', hint: 'Unpause it' }],
    [{ do: 'restart', timeoutSeconds: 0 }, 'senseless', { code: 'invalid', words: '/no/such', hint: 'command' }],
    [remove, 'running', { code: 'wrong-state', words: 'as it is running', hint: 'by force' }],
    [remove, 'paused', { code: 'wrong-state', words: 'as it is paused', hint: 'by force' }],
    [{ ...remove, force: true }, 'running', { code: 'conflict', words: 'dependent', hint: 'depend on it first' }],
    [{ do: 'rename', name: 'paused' }, 'running', { code: 'conflict', words: 'ame', hint: 'another name' }],
    [{ do: 'rename', name: 'no/such' }, 'running', { code: 'invalid', words: 'must match', hint: 'letter or digit' }],
  ])('%o of %s', async (action, name, { code, words, hint }) => {
    const { state } = looking.engine.container(idOf(name)).summary;
    await expect(looking.engine.act(idOf(name), action)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(name),
      engineMessage: expect.stringContaining(words),
      hint: expect.stringContaining(hint),
    });
    // And nothing has happened to it.
    expect(await podman('inspect', '--format', '{{.State.Status}}', idOf(name))).toBe(state);
  });
});

describe('an action', () => {
  /** A container that is deaf to its stop signal. */
  const deaf = async (name: string): Promise<string> => {
    const script = 'trap "" TERM; echo ready; while :; do sleep 0.1; done';
    await podman('run', '-d', '--name', name, '--stop-timeout', '3', looking.podman.image, 'sh', '-c', script);
    await expect.poll(() => podman('logs', name)).toBe('ready');
    return (await looking.changes.untilContainer(name, ({ state }) => state === 'running')).id;
  };

  it('that stops or restarts waits as long as it was told to', async () => {
    const { engine, changes } = looking;
    const id = await deaf('deaf');
    const seconds = async (action: ContainerAction): Promise<number> => {
      const before = performance.now();
      await engine.act(id, action);
      return (performance.now() - before) / 1000;
    };
    const ready = (times: number) =>
      expect.poll(() => podman('logs', 'deaf')).toBe(Array.from({ length: times }, () => 'ready').join('\n'));
    const atOnce = await seconds({ do: 'restart', timeoutSeconds: 0 });
    expect(atOnce).toBeLessThan(3);
    await ready(2);
    expect(await seconds({ do: 'restart', timeoutSeconds: 5 })).toBeGreaterThan(5);
    await ready(3);
    // Its own time-out.
    expect(await seconds({ do: 'restart', timeoutSeconds: null })).toBeGreaterThan(3);
    await ready(4);
    expect(await seconds({ do: 'stop', timeoutSeconds: 1 })).toBeGreaterThan(1);
    await changes.untilContainer('deaf', ({ exitCode }) => exitCode === 137);
    await engine.act(id, remove);
  });

  it('on many at once holds up neither the list nor what else is asked', async () => {
    const { engine, changes } = looking;
    const names = Array.from({ length: 20 }, (_, index) => `many-${index}`);
    for (const name of names) await podman('create', '--name', name, ...sleeper());
    await changes.untilContainer('many-19');
    const many = engine.containers().containers.filter(({ name }) => names.includes(name));
    await Promise.all(many.map(({ id }) => engine.act(id, { do: 'start' })));
    for (const name of names) await changes.untilContainer(name, ({ state }) => state === 'running');
    // A first process that has no handler is deaf to SIGTERM.
    let over = 0;
    const stops = many.map(({ id }) => engine.act(id, { do: 'stop', timeoutSeconds: 4 }).then(() => (over += 1)));
    await engine.inspect(idOf('running'));
    await engine.act(idOf('running'), { do: 'rename', name: 'renamed' });
    await changes.untilContainer('renamed');
    expect(over).toBe(0);
    await engine.act(idOf('running'), { do: 'rename', name: 'running' });
    await Promise.all(stops);
    for (const name of names) await changes.untilContainer(name, ({ state }) => state === 'exited');
    await Promise.all(many.map(({ id }) => engine.act(id, remove)));
    await changes.until(() => !engine.containers().containers.some(({ name }) => names.includes(name)));
  });
});

describe('a container that is made by us', () => {
  it('is driven by programs whose packages the engine tells', async () => {
    const { conmon, ociRuntime } = await looking.engine.defaultRuntime().runtimeInfo();
    expect(conmon).toMatchObject({ name: 'conmon', package: expect.stringContaining('conmon') });
    expect(ociRuntime.package).toContain(ociRuntime.name);
  });

  it('comes with its init and its SELinux options, and into the list by its event', async () => {
    const { engine, changes } = looking;
    const spec = plainSpec(looking.podman.image, {
      name: 'made',
      init: true,
      selinux: { disable: false, type: 'container_logreader_t', level: 's0:c1,c2' },
    });
    const { container } = await engine.defaultRuntime().createContainer({ spec });
    await engine.defaultRuntime().startContainer(container);
    await changes.untilContainer('made', ({ state }) => state === 'running');
    expect(await engine.inspect(container.id)).toMatchObject({ init: true, terminal: false });
    const commands = async () => {
      const { titles, rows } = await engine.processes(container.id);
      return rows.map((row) => row[titles.indexOf('COMMAND')]);
    };
    // The runtime's own first process is seen until it has become the container's.
    await expect.poll(commands).toEqual([expect.stringMatching(/init|catatonit/), 'sleep 1000']);
    const { requested } = await engine.selinux(container.id);
    expect(requested).toEqual(['label=type:container_logreader_t', 'label=level:s0:c1,c2']);
    await engine.act(container.id, { do: 'kill', signal: 'SIGKILL' });
    await changes.untilContainer('made', ({ state }) => state === 'exited');
    await engine.act(container.id, remove);
  });
});

/** @returns the path of its program, in a folder of the test's own */
async function copyOfRunc(name: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gantry-runtime-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const program = path.join(folder, name);
  await copyFile((await which('runc')) ?? 'runc', program);
  return program;
}

describe('a container that was made with a runtime of its own', () => {
  it('has that one, and says what is missing once its program is gone; it can still be removed', async () => {
    const { engine, changes } = looking;
    const program = await copyOfRunc('own-runc');
    await podman('--runtime', program, 'create', '--name', 'own', ...sleeper());
    const { id, ociRuntime } = await changes.untilContainer('own');
    // The list doesn't tell, and no row is inspected for it.
    expect(ociRuntime).toBeNull();
    expect(engine.runtimeOf(id).name).toBe(engine.defaultRuntime().name);
    await engine.act(id, { do: 'start' });
    await changes.untilContainer('own', ({ state }) => state === 'running');
    await engine.act(id, { do: 'stop', timeoutSeconds: 0 });
    await engine.inspect(id);
    await changes.untilContainer('own', (own) => own.ociRuntime === 'own-runc' && own.state === 'exited');
    expect(engine.runtimeOf(id).name).toBe('own-runc');
    expect(engine.container(idOf('running')).summary.ociRuntime).toBeNull();

    await rm(program);
    // A service that has used it doesn't look whether it is there.
    await expect(engine.act(id, { do: 'start' })).rejects.toMatchObject({ hint: expect.stringContaining('installed') });
    await looking.podman.stopService();
    await changes.untilConnection('lost');
    await looking.podman.startService();
    engine.retry();
    await changes.untilConnection('connected');
    expect(engine.runtimeOf(id).name).toBe('own-runc');
    await expect(engine.act(id, { do: 'start' })).rejects.toMatchObject({
      code: 'unsupported',
      message: 'The OCI runtime "own-runc" of this container is not there.',
      engineMessage: expect.stringContaining('own-runc'),
      hint: expect.stringContaining('Install own-runc again'),
    });
    await engine.act(id, remove);
    await changes.until(() => engine.containers().containers.every((container) => container.id !== id));
  });

  it('is known to have it by what Podman says when that is gone', async () => {
    const { engine, changes } = looking;
    const program = await copyOfRunc('lost-runc');
    await podman('--runtime', program, 'create', '--name', 'orphan', ...sleeper());
    await rm(program);
    const { id } = await changes.untilContainer('orphan');
    await expect(engine.act(id, { do: 'start' })).rejects.toMatchObject({
      message: expect.stringContaining('lost-runc'),
    });
    await changes.untilContainer('orphan', ({ ociRuntime }) => ociRuntime === 'lost-runc');
    await engine.act(id, remove);
  });
});
