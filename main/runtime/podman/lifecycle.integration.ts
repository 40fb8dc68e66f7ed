import { mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { settingsInForce } from '../../host/containers-conf.ts';
import { thisMachine } from '../../host/doctor/machine.mjs';
import { defaultUlimits } from '../../host/ulimits.ts';
import { plainSpec, type RealRuntime, startRealRuntime } from './testing/real-runtime.ts';

let real: RealRuntime;
beforeAll(async () => {
  real = await startRealRuntime();
});
afterAll(() => real[Symbol.asyncDispose]());

/** A port of this machine that something listens on. */
async function takenPort() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It listens on no port.');
  return { hostIp: '127.0.0.1', hostPort: address.port, containerPort: 80, protocol: 'tcp' as const };
}

const inspect = async (name: string, format: string) => real.podman('inspect', '--format', format, name);

describe('creating a container', () => {
  it('gives it everything that was asked for', async () => {
    const { runtime, engine } = real;
    const spec = plainSpec(engine.image, {
      name: 'asked',
      command: ['sh', '-c', 'exec sleep 1000'],
      environment: [{ name: 'A', value: 'b=c d' }],
      ports: [{ hostIp: '127.0.0.1', hostPort: 18200, containerPort: 80, protocol: 'tcp' }],
      volumes: [
        { source: '/tmp', destination: '/host-tmp', readOnly: true, relabel: 'none' },
        { source: 'asked-data', destination: '/data', readOnly: false, relabel: 'none' },
      ],
      terminal: true,
      selinux: { disable: true, type: null, level: null },
      restart: { when: 'on-failure', tries: 3 },
    });
    const { container } = await runtime.createContainer({ spec });
    await runtime.startContainer(container);
    expect((await runtime.updateContainerStatus(container)).state).toBe('running');
    expect(await inspect('asked', '{{json .Config.Env}}')).toContain('"A=b=c d"');
    expect(await inspect('asked', '{{json .Config.Cmd}}')).toBe('["sh","-c","exec sleep 1000"]');
    expect(await inspect('asked', '{{json .HostConfig.PortBindings}}')).toBe(
      '{"80/tcp":[{"HostIp":"127.0.0.1","HostPort":"18200"}]}',
    );
    expect(await inspect('asked', '{{.Config.Tty}} {{.Config.OpenStdin}}')).toBe('true true');
    expect(await inspect('asked', '{{json .HostConfig.RestartPolicy}}')).toBe(
      '{"Name":"on-failure","MaximumRetryCount":3}',
    );
    const mounts = await inspect('asked', '{{range .Mounts}}{{.Destination}}:{{.RW}} {{end}}');
    expect(mounts).toContain('/host-tmp:false');
    expect(mounts).toContain('/data:true');
  });

  it.each(['host', 'none'] as const)('gives it the network %s', async (network) => {
    const { runtime, engine } = real;
    const { container } = await runtime.createContainer({ spec: plainSpec(engine.image, { network }) });
    await runtime.startContainer(container);
    expect(await inspect(container.id, '{{.HostConfig.NetworkMode}}')).toBe(network);
    const { pid } = await runtime.updateContainerStatus(container);
    const [own, its] = await Promise.all(['self', pid].map((each) => readlink(`/proc/${each}/ns/net`)));
    expect(its === own).toBe(network === 'host');
  });

  it("says in the engine's words that a name is taken, and what to do", async () => {
    const { runtime, engine } = real;
    const spec = plainSpec(engine.image, { name: 'taken' });
    await runtime.createContainer({ spec });
    await expect(runtime.createContainer({ spec })).rejects.toMatchObject({
      code: 'conflict',
      engineMessage: expect.stringContaining('already in use'),
      hint: expect.stringContaining('another name'),
    });
  });

  it.each([
    ['a program that is not in its image', () => ({ command: ['/no/such'] }), 'invalid', '/no/such', 'command'],
    ['a program that may not be run', () => ({ command: ['/tmp'] }), 'invalid', '/tmp', 'command'],
    [
      'a folder that is not there',
      () => ({ volumes: [{ source: '/no/such', destination: '/x', readOnly: false, relabel: 'none' as const }] }),
      'invalid',
      '/no/such',
      'folder',
    ],
    ['a host port that is taken', async () => ({ ports: [await takenPort()] }), 'conflict', 'in use', 'host port'],
  ])("says in the engine's words that it was given %s, and what to do", async (_what, change, code, words, hint) => {
    const { runtime, engine } = real;
    const making = async () => {
      const { container } = await runtime.createContainer({ spec: plainSpec(engine.image, await change()) });
      await runtime.startContainer(container);
    };
    await expect(making()).rejects.toMatchObject({
      code,
      engineMessage: expect.stringContaining(words),
      hint: expect.stringContaining(hint),
    });
  });

  it('gives it the limits that are in force here', async () => {
    const { runtime, engine, podman } = real;
    const spec = plainSpec(engine.image, { command: ['sh', '-c', 'ulimit -n; ulimit -Hn'] });
    const { container } = await runtime.createContainer({ spec });
    await runtime.startContainer(container);
    const settings = await settingsInForce(engine.env, true);
    const limits = await defaultUlimits(settings, thisMachine(engine.env));
    const nofile = limits.find(({ type }) => type === 'nofile');
    await expect.poll(() => podman('logs', container.id)).toBe(`${nofile?.soft}\n${nofile?.hard}`);
  });

  it("says in the engine's words that an image is not there", async () => {
    await expect(real.runtime.createContainer({ spec: plainSpec('localhost/nowhere:1') })).rejects.toMatchObject({
      code: 'not-found',
      engineMessage: expect.stringContaining('localhost/nowhere'),
    });
  });
});

describe('a container', () => {
  it('is paused, unpaused, stopped by its time-out, started again and removed', async () => {
    const { runtime, run, engine } = real;
    const ctr = await run('--name', 'life', engine.image, 'sh', '-c', 'trap "" TERM; while :; do sleep 1; done');
    const status = () => runtime.updateContainerStatus(ctr);
    await runtime.pauseContainer(ctr);
    expect(await status()).toMatchObject({ state: 'paused', pid: expect.any(Number) });
    await expect(runtime.pauseContainer(ctr)).rejects.toMatchObject({ code: 'wrong-state' });
    await runtime.unpauseContainer(ctr);
    expect(await status()).toMatchObject({ state: 'running', exitCode: null, finishedAt: null });
    await expect(runtime.unpauseContainer(ctr)).rejects.toMatchObject({ code: 'wrong-state' });
    // It is so already.
    await runtime.startContainer(ctr);
    const before = performance.now();
    await runtime.stopContainer(ctr, 1, false);
    expect(performance.now() - before).toBeGreaterThan(1000);
    // It is deaf to the stop signal, so only SIGKILL has ended it.
    const ended = await status();
    expect(ended).toMatchObject({ state: 'exited', exitCode: 137, pid: null, oomKilled: false, checkpointed: false });
    expect(ended.finishedAt).toBeGreaterThan(ended.startedAt ?? Number.POSITIVE_INFINITY);
    await runtime.stopContainer(ctr, 1, false);
    await expect(runtime.killContainer(ctr, 'SIGTERM', false)).rejects.toMatchObject({ code: 'wrong-state' });
    await runtime.startContainer(ctr);
    expect(await status()).toMatchObject({ state: 'running', exitCode: null });
    await runtime.stopContainer(ctr, 0, false);
    await runtime.deleteContainer(ctr);
    await expect(status()).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is stopped by its own stop signal in its own time where no other is named', async () => {
    const { runtime, run, engine, podman } = real;
    const script = 'trap "exit 9" INT; echo ready; while :; do sleep 0.1; done';
    const ctr = await run('--stop-signal', 'SIGINT', '--stop-timeout', '30', engine.image, 'sh', '-c', script);
    await expect.poll(() => podman('logs', ctr.id)).toBe('ready');
    await runtime.stopContainer(ctr, null, false);
    expect(await runtime.updateContainerStatus(ctr)).toMatchObject({ state: 'exited', exitCode: 9 });
  });

  it('gets the signal that was chosen', async () => {
    const { runtime, run, engine, podman } = real;
    const ctr = await run(engine.image, 'sh', '-c', 'trap "exit 7" USR1; echo ready; while :; do sleep 0.1; done');
    await expect.poll(() => podman('logs', ctr.id)).toBe('ready');
    await expect(runtime.killContainer(ctr, 'SIGNOPE', false)).rejects.toMatchObject({ code: 'invalid' });
    await runtime.killContainer(ctr, 'SIGUSR1', false);
    await expect.poll(async () => (await runtime.updateContainerStatus(ctr)).exitCode).toBe(7);
    await runtime.startContainer(ctr);
    await runtime.killContainer(ctr, 9, false);
    await expect.poll(async () => (await runtime.updateContainerStatus(ctr)).exitCode).toBe(137);
  });

  it('that was never started has no time, no process and no exit code', async () => {
    const { container } = await real.runtime.createContainer({ spec: plainSpec(real.engine.image) });
    expect(container.name).toMatch(/^[a-z]+_[a-z]+$/);
    expect(await real.runtime.updateContainerStatus(container)).toMatchObject({
      ...{ state: 'created', pid: null, exitCode: null, startedAt: null, finishedAt: null },
    });
  });

  it('takes its nameless volumes with it where that is asked for, and leaves them else', async () => {
    const { runtime, run, podman, engine } = real;
    const volumes = async () => (await podman('volume', 'ls', '-q')).split('\n').filter((name) => name !== '').length;
    const before = await volumes();
    const left = await run('-v', '/data', engine.image, 'true');
    const taken = await run('-v', '/data', engine.image, 'true');
    expect(await volumes()).toBe(before + 2);
    await runtime.deleteContainer(taken, { force: true, volumes: true });
    expect(await volumes()).toBe(before + 1);
    await runtime.deleteContainer(left, { force: true });
    expect(await volumes()).toBe(before + 1);
  });

  it('whose OCI runtime is gone can still be looked at and removed, and says what is missing', async () => {
    const { runtime, engine, podman } = real;
    const folder = await mkdtemp(path.join(tmpdir(), 'gantry-runtime-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const own = path.join(folder, 'own-runtime');
    await writeFile(own, '#!/bin/sh\nexec runc "$@"\n', { mode: 0o755 });
    const id = await podman('--runtime', own, 'create', engine.image, 'sleep', '1000');
    await rm(own);
    const ctr = { id, name: 'orphan' };
    expect(await runtime.updateContainerStatus(ctr)).toMatchObject({ state: 'created' });
    await expect(runtime.startContainer(ctr)).rejects.toMatchObject({
      code: 'unsupported',
      engineMessage: expect.stringContaining('own-runtime'),
      hint: expect.stringContaining('OCI runtime'),
    });
    await runtime.deleteContainer(ctr, { force: true });
    await expect(runtime.updateContainerStatus(ctr)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('that was to be removed at its end is', async () => {
    const { runtime, engine } = real;
    const spec = plainSpec(engine.image, { autoRemove: true });
    const { container } = await runtime.createContainer({ spec });
    await runtime.startContainer(container);
    await runtime.killContainer(container, 'SIGKILL', false);
    const gone = () =>
      runtime.updateContainerStatus(container).then(
        () => null,
        (error) => error.code,
      );
    await expect.poll(gone).toBe('not-found');
  });

  it('that is removed by force is killed: it is not asked to end first', async () => {
    const { runtime, run, engine } = real;
    const folder = await mkdtemp(path.join(tmpdir(), 'gantry-asked-'));
    const script = 'trap "echo asked > /out/asked; exit" TERM; echo ready > /out/ready; while :; do sleep 0.1; done';
    const ctr = await run('--volume', `${folder}:/out`, engine.image, 'sh', '-c', script);
    await expect.poll(() => readdir(folder)).toEqual(['ready']);
    await runtime.deleteContainer(ctr, { force: true });
    await expect(runtime.updateContainerStatus(ctr)).rejects.toMatchObject({ code: 'not-found' });
    expect(await readdir(folder)).toEqual(['ready']);
    await rm(folder, { recursive: true });
  });

  it('that runs is not removed without force', async () => {
    const { runtime, run, engine } = real;
    const ctr = await run(engine.image, 'sleep', '1000');
    await expect(runtime.deleteContainer(ctr)).rejects.toMatchObject({
      code: 'wrong-state',
      engineMessage: expect.stringContaining('running'),
    });
  });
});

describe('what the API has no call for', () => {
  const ctr = { id: 'x', name: 'x' };

  it.each([
    ['killContainer', () => real.runtime.killContainer(ctr, 'SIGTERM', true)],
    ['stopContainer', () => real.runtime.stopContainer(ctr, 1, true)],
    ['attachSocketPath', async () => real.runtime.attachSocketPath(ctr)],
    ['execAttachSocketPath', async () => real.runtime.execAttachSocketPath(ctr, 'y')],
    ['exitFilePath', async () => real.runtime.exitFilePath(ctr)],
  ])('%s says so, and why', async (method, run) => {
    await expect(run()).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining(method),
      hint: expect.stringMatching(/API/),
    });
  });
});
