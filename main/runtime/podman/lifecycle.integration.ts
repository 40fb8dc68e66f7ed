import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainSpec, type RealRuntime, startRealRuntime } from './testing/real-runtime.ts';

let real: RealRuntime;
beforeAll(async () => {
  real = await startRealRuntime();
});
afterAll(() => real[Symbol.asyncDispose]());

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
    const mounts = await inspect('asked', '{{range .Mounts}}{{.Destination}}:{{.RW}} {{end}}');
    expect(mounts).toContain('/host-tmp:false');
    expect(mounts).toContain('/data:true');
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
    const state = async () => (await runtime.updateContainerStatus(ctr)).state;
    await runtime.pauseContainer(ctr);
    expect(await state()).toBe('paused');
    await runtime.unpauseContainer(ctr);
    expect(await state()).toBe('running');
    await runtime.stopContainer(ctr, 1, false);
    // It is deaf to the stop signal, so only SIGKILL has ended it.
    expect(await runtime.updateContainerStatus(ctr)).toMatchObject({ state: 'exited', exitCode: 137 });
    await runtime.startContainer(ctr);
    expect(await runtime.updateContainerStatus(ctr)).toMatchObject({ state: 'running', exitCode: null });
    await runtime.deleteContainer(ctr, { force: true });
    await expect(state()).rejects.toMatchObject({ code: 'not-found' });
  });

  it('gets the signal that was chosen', async () => {
    const { runtime, run, engine, podman } = real;
    const ctr = await run(engine.image, 'sh', '-c', 'trap "exit 7" USR1; echo ready; while :; do sleep 0.1; done');
    await expect.poll(() => podman('logs', ctr.id)).toBe('ready');
    await runtime.killContainer(ctr, 'SIGUSR1', false);
    await expect.poll(async () => (await runtime.updateContainerStatus(ctr)).exitCode).toBe(7);
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
