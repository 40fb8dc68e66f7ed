import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { RuntimeContainer } from '../oci-runtime.ts';
import { plainSpec, type RealRuntime, startRealRuntime } from './testing/real-runtime.ts';

let real: RealRuntime;
let folder: string;
beforeAll(async () => {
  real = await startRealRuntime();
  folder = await mkdtemp(path.join(tmpdir(), 'gantry-archives-'));
});
afterAll(async () => {
  await real[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Of an archive that never becomes a container. */
const nobody: RuntimeContainer = { id: 'f'.repeat(64), name: 'nobody' };
const counting = 'i=0; while :; do i=$((i+1)); echo $i > /tmp/next; mv /tmp/next /tmp/count; sleep 0.05; done';
const count = async (name: string) => Number(await real.podman('exec', name, 'cat', '/tmp/count'));
const state = async (ctr: RuntimeContainer) => (await real.runtime.updateContainerStatus(ctr)).state;

async function counter(): Promise<RuntimeContainer> {
  const ctr = await real.run(real.engine.image, 'sh', '-c', counting);
  await expect.poll(() => count(ctr.id).catch(() => 0)).toBeGreaterThan(3);
  return ctr;
}

async function connected(): Promise<RuntimeContainer> {
  const script =
    'sleep 1000 | nc -l -p 9000 & until netstat -tln | grep -q :9000; do sleep 0.05; done; ' +
    'sleep 1000 | nc 127.0.0.1 9000 & wait';
  const ctr = await real.run(real.engine.image, 'sh', '-c', script);
  await expect.poll(() => real.podman('exec', ctr.id, 'netstat', '-tn')).toContain('ESTABLISHED');
  return ctr;
}

describe('a checkpoint in place', () => {
  it('stops the container with its figures, and a restore goes on where it was', async () => {
    const { runtime } = real;
    const ctr = await counter();
    const before = await count(ctr.id);
    const statistics = await runtime.checkpointContainer(ctr, { keep: true });
    expect(statistics?.runtimeMicroseconds).toBeGreaterThan(0);
    expect(statistics?.pagesWritten).toBeGreaterThan(0);
    expect(await runtime.updateContainerStatus(ctr)).toMatchObject({ state: 'exited', checkpointed: true });
    const { restoreStatistics } = await runtime.createContainer({ container: ctr }, {});
    expect(restoreStatistics?.pagesRestored).toBeGreaterThan(0);
    expect(await state(ctr)).toBe('running');
    await expect.poll(() => count(ctr.id)).toBeGreaterThan(before);
  });

  it('leaves it running where that is asked for', async () => {
    const ctr = await counter();
    await real.runtime.checkpointContainer(ctr, { keepRunning: true });
    const before = await count(ctr.id);
    expect(await state(ctr)).toBe('running');
    await expect.poll(() => count(ctr.id)).toBeGreaterThan(before);
  });

  it("of a stopped container fails in the engine's words", async () => {
    const ctr = await real.run(real.engine.image, 'true');
    await expect.poll(() => state(ctr)).toBe('exited');
    await expect(real.runtime.checkpointContainer(ctr, {})).rejects.toMatchObject({
      engineMessage: expect.stringContaining('not running'),
    });
  });
});

describe('a checkpoint archive', () => {
  it('is restored under a new name beside the container that was left running', async () => {
    const ctr = await counter();
    const targetFile = path.join(folder, 'left-running.tar');
    const written: number[] = [];
    await real.runtime.checkpointContainer(ctr, {
      targetFile,
      keepRunning: true,
      onProgress: (bytes) => written.push(bytes),
    });
    expect(written.at(-1)).toBeGreaterThan(10_000);
    expect(await state(ctr)).toBe('running');
    const options = { importFile: targetFile, name: 'copy' };
    const { container } = await real.runtime.createContainer({ archived: ctr }, options);
    expect(container.name).toBe('copy');
    expect(container.id).not.toBe(ctr.id);
    expect(await count('copy')).toBeGreaterThan(3);
  });

  it('is never written over a file that is there, and a failed one leaves nothing behind', async () => {
    const ctr = await counter();
    const taken = path.join(folder, 'taken.tar');
    await writeFile(taken, 'mine');
    await expect(real.runtime.checkpointContainer(ctr, { targetFile: taken })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await state(ctr)).toBe('running');
    await real.runtime.stopContainer(ctr, 0, false);
    const before = await readdir(folder);
    const targetFile = path.join(folder, 'of-a-stopped-one.tar');
    await expect(real.runtime.checkpointContainer(ctr, { targetFile })).rejects.toMatchObject({ code: 'wrong-state' });
    expect(await readdir(folder)).toEqual(before);
  });

  it('brings everything back that the container was told to be', async () => {
    const { runtime, engine, podman, run } = real;
    const told = [
      '--env',
      'A=b=c d',
      '--volume',
      `${folder}:/host:ro`,
      '--label',
      'kept=yes',
      '--workdir',
      '/tmp',
      '--tty',
    ];
    const ctr = await run('--name', 'told', ...told, '--hostname', 'kept', engine.image, 'sh', '-c', counting);
    const facts =
      '{{.Config.Env}} {{.Config.Cmd}} {{.Config.Tty}} {{.Config.Labels}} {{.Config.Hostname}} {{.Config.WorkingDir}} ' +
      '{{range .Mounts}}{{.Source}}:{{.Destination}}:{{.RW}}{{end}}';
    const before = await podman('inspect', '--format', facts, 'told');
    const importFile = path.join(folder, 'told.tar');
    await runtime.checkpointContainer(ctr, { targetFile: importFile });
    await runtime.deleteContainer(ctr);
    const read: number[] = [];
    const options = { importFile, onProgress: (bytes: number) => read.push(bytes) };
    const restored = await runtime.createContainer({ archived: ctr }, options);
    expect(restored.container).toEqual({ id: ctr.id, name: 'told' });
    expect(restored.restoreStatistics?.runtimeMicroseconds).toBeGreaterThan(0);
    expect(read.at(-1)).toBe((await stat(importFile)).size);
    expect(await state(restored.container)).toBe('running');
    expect(await podman('inspect', '--format', facts, 'told')).toBe(before);
  });

  it('is restored beside others only under a name that is free', async () => {
    const ctr = await counter();
    const importFile = path.join(folder, 'name-taken.tar');
    await real.runtime.checkpointContainer(ctr, { targetFile: importFile, keepRunning: true });
    const again = (name: string | null) => real.runtime.createContainer({ archived: ctr }, { importFile, name });
    await expect(again(ctr.name)).rejects.toMatchObject({ code: 'conflict', hint: expect.stringContaining('name') });
    await expect(again(null)).rejects.toMatchObject({ code: 'conflict', hint: expect.stringContaining('name') });
  });

  it('leaves nothing under its new name when its host port is taken', async () => {
    const taken = createServer().listen(0);
    await once(taken, 'listening');
    const port = z.object({ port: z.number() }).parse(taken.address()).port;
    taken.close();
    const ctr = await real.run('-p', `${port}:80`, real.engine.image, 'sh', '-c', counting);
    const importFile = path.join(folder, 'published.tar');
    await real.runtime.checkpointContainer(ctr, { targetFile: importFile, keepRunning: true });
    const all = await real.podman('ps', '-aq');
    await expect(real.runtime.createContainer({ archived: ctr }, { importFile, name: 'second' })).rejects.toMatchObject(
      { code: 'conflict', engineMessage: expect.stringContaining('address already in use') },
    );
    expect(await real.podman('ps', '-aq')).toBe(all);
    expect(await state(ctr)).toBe('running');
  });

  it('leaves an address behind that another has taken, where that is asked for', async () => {
    const { runtime, engine, podman, run } = real;
    const subnet = await podman(
      'network',
      'inspect',
      'gantry-test',
      '--format',
      '{{range .Subnets}}{{.Subnet}}{{end}}',
    );
    const address = subnet.replace(/\d+\/\d+$/, '77');
    const ctr = await run('--name', 'addressed', '--ip', address, engine.image, 'sh', '-c', counting);
    const importFile = path.join(folder, 'addressed.tar');
    await runtime.checkpointContainer(ctr, { targetFile: importFile });
    await runtime.deleteContainer(ctr);
    await run('--ip', address, engine.image, 'sleep', '1000');
    const all = await podman('ps', '-aq');
    const restore = (options: object) =>
      runtime.createContainer({ archived: ctr }, { importFile, name: 'moved', ...options });
    await expect(restore({})).rejects.toMatchObject({
      code: 'conflict',
      engineMessage: expect.stringContaining(address),
      hint: expect.stringContaining('without its address'),
    });
    // What the engine had begun to make is gone, so the name is free.
    expect(await podman('ps', '-aq')).toBe(all);
    const { container } = await restore({ ignoreStaticIP: true, ignoreStaticMAC: true });
    expect(await state(container)).toBe('running');
  });

  it('is restored twice, each with other ports, and both answer', async () => {
    const { runtime, engine, podman } = real;
    const ctr = await real.run(
      '-p',
      '127.0.0.1:18310:80',
      engine.image,
      'nc',
      '-ll',
      '-p',
      '80',
      '-e',
      'echo',
      'hello',
    );
    const heard = (port: number) => text(connect(port, '127.0.0.1')).catch(() => '');
    await expect.poll(() => heard(18310)).toBe('hello\n');
    const importFile = path.join(folder, 'ports.tar');
    await runtime.checkpointContainer(ctr, { targetFile: importFile, keepRunning: true });
    const port = { hostIp: '127.0.0.1', containerPort: 80, protocol: 'tcp', range: 1 } as const;
    const addresses = { ignoreStaticIP: true, ignoreStaticMAC: true };
    const restore = (name: string, hostPort: number) =>
      runtime.createContainer({ archived: ctr }, { importFile, name, ...addresses, ports: [{ ...port, hostPort }] });
    for (const [name, hostPort] of [
      ['one', 18311],
      ['other', 18312],
    ] as const) {
      await restore(name, hostPort);
      expect(await podman('port', name)).toBe(`80/tcp -> 127.0.0.1:${hostPort}`);
    }
    for (const hostPort of [18310, 18311, 18312]) await expect.poll(() => heard(hostPort)).toBe('hello\n');
  });

  it('that is called off leaves no file, and the container can still be brought back', async () => {
    const ctr = await counter();
    const before = await readdir(folder);
    const calling = new AbortController();
    const targetFile = path.join(folder, 'called-off.tar');
    const making = real.runtime.checkpointContainer(ctr, { targetFile, signal: calling.signal });
    // Under way as soon as its file is there.
    await expect.poll(async () => (await readdir(folder)).length).toBeGreaterThan(before.length);
    calling.abort();
    await expect(making).rejects.toMatchObject({ code: 'cancelled', hint: expect.stringContaining('in place') });
    expect(await readdir(folder)).toEqual(before);
    // The engine goes on by itself: it can't be called off there. On a machine at work it takes more than the usual time.
    const isFrozen = async () => (await real.runtime.updateContainerStatus(ctr)).checkpointed;
    await expect.poll(isFrozen, { timeout: 50_000 }).toBe(true);
    await real.runtime.createContainer({ container: ctr }, {});
    expect(await state(ctr)).toBe('running');
  });

  it('leaves no file when the engine dies over it', async () => {
    const ctr = await counter();
    const before = await readdir(folder);
    const making = real.runtime.checkpointContainer(ctr, { targetFile: path.join(folder, 'died.tar') });
    await expect.poll(async () => (await readdir(folder)).length).toBeGreaterThan(before.length);
    const failing = expect(making).rejects.toMatchObject({
      code: 'engine-unreachable',
      hint: expect.stringContaining('in place'),
    });
    await real.engine.stopService('SIGKILL');
    await failing;
    expect(await readdir(folder)).toEqual(before);
    await real.engine.startService();
  });

  it('that is called off while it is sent makes no container', async () => {
    const importFile = path.join(folder, 'told.tar');
    const before = await real.podman('ps', '-aq');
    const calling = new AbortController();
    const options = { importFile, name: 'never', signal: calling.signal, onProgress: () => calling.abort() };
    await expect(real.runtime.createContainer({ archived: nobody }, options)).rejects.toMatchObject({
      code: 'cancelled',
      hint: expect.stringContaining('see whether it runs'),
    });
    expect(await real.podman('ps', '-aq')).toBe(before);
  });

  it('that is broken is refused, and nothing comes of it', async () => {
    const importFile = path.join(folder, 'broken.tar');
    await writeFile(importFile, Buffer.alloc(4096, 'x'));
    const before = await real.podman('ps', '-aq');
    await expect(
      real.runtime.createContainer({ archived: nobody }, { importFile, name: 'never' }),
    ).rejects.toMatchObject({
      engineMessage: expect.stringMatching(/\S/),
    });
    expect(await real.podman('ps', '-aq')).toBe(before);
  });

  it('that has vanished is named as such', async () => {
    const importFile = path.join(folder, 'nowhere.tar');
    await expect(real.runtime.createContainer({ archived: nobody }, { importFile })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('an open TCP connection', () => {
  it("is named as CRIU's reason, with what to choose; and is kept when that is chosen", async () => {
    const ctr = await connected();
    for (const options of [{}, { targetFile: path.join(folder, 'connected.tar') }]) {
      await expect(real.runtime.checkpointContainer(ctr, options)).rejects.toMatchObject({
        code: 'criu',
        engineMessage: expect.stringContaining('Connected TCP socket'),
        hint: expect.stringContaining('TCP'),
      });
    }
    expect(await readdir(folder)).not.toContainEqual(expect.stringContaining('connected'));
    expect(await state(ctr)).toBe('running');
    await real.runtime.checkpointContainer(ctr, { tcpEstablished: true });
    await real.runtime.createContainer({ container: ctr }, { tcpEstablished: true });
    expect(await real.podman('exec', ctr.id, 'netstat', '-tn')).toContain('ESTABLISHED');
  });

  it("stops a restore that was not told to keep it, in CRIU's words; told so, it still comes back", async () => {
    const ctr = await connected();
    await real.runtime.checkpointContainer(ctr, { tcpEstablished: true });
    await expect(real.runtime.createContainer({ container: ctr }, {})).rejects.toMatchObject({
      code: 'criu',
      engineMessage: expect.stringMatching(/^\S.*\n[\s\S]*criu failed/),
      hint: expect.stringContaining('TCP'),
    });
    await real.runtime.createContainer({ container: ctr }, { tcpEstablished: true });
    expect(await state(ctr)).toBe('running');
  });
});

describe('a symbolic link as the source of a mount', () => {
  it('is not what a container of ours has its init from, so that it comes back', async () => {
    const { runtime, engine, podman } = real;
    const spec = plainSpec(engine.image, { init: true });
    const { container: ctr } = await runtime.createContainer({ spec });
    await runtime.startContainer(ctr);
    await runtime.checkpointContainer(ctr, {});
    await runtime.createContainer({ container: ctr }, {});
    expect(await state(ctr)).toBe('running');
    expect(await podman('top', ctr.id, 'pid,comm')).toMatch(/1\s+(podman-init|catatonit)\n\d+\s+sleep/);
  });

  it("is named as CRIU's reason, with what to do; and that brings it back", async () => {
    const [file, link] = [path.join(folder, 'behind-link'), path.join(folder, 'link')];
    await writeFile(file, '');
    await symlink(file, link);
    const ctr = await real.run('-v', `${link}:/mounted`, real.engine.image, 'sleep', '1000');
    await real.runtime.checkpointContainer(ctr, {});
    const restore = () => real.runtime.createContainer({ container: ctr }, {});
    await expect(restore()).rejects.toMatchObject({
      code: 'criu',
      engineMessage: expect.stringContaining('MS_PRIVATE'),
      hint: expect.stringContaining('in the link’s place'),
    });
    await rm(link);
    await writeFile(link, '');
    await restore();
    expect(await state(ctr)).toBe('running');
  });
});

describe('a shell in the terminal of an init', () => {
  it("is named as CRIU's reason, before the engine's words, with what to do", async () => {
    const ctr = await real.run('--tty', '--interactive', '--init', real.engine.image, 'sh');
    await expect.poll(() => real.podman('logs', ctr.id)).toContain('#');
    await expect(real.runtime.checkpointContainer(ctr, {})).rejects.toMatchObject({
      code: 'criu',
      engineMessage: expect.stringMatching(/^tty: ctty inheritance/),
      hint: expect.stringContaining('without an init'),
    });
    expect(await state(ctr)).toBe('running');
  });
});

describe('an archive that holds an open TCP connection', () => {
  it("restored without it fails in CRIU's words and leaves nothing, so that told right it comes back", async () => {
    const ctr = await connected();
    const importFile = path.join(folder, 'holds-tcp.tar');
    await real.runtime.checkpointContainer(ctr, { targetFile: importFile, tcpEstablished: true });
    await real.runtime.deleteContainer(ctr);
    const before = await real.podman('ps', '-aq');
    const restore = (options: object) => real.runtime.createContainer({ archived: ctr }, { importFile, ...options });
    const reason = { code: 'criu', engineMessage: expect.stringContaining('Connected TCP socket in image') };
    await expect(restore({})).rejects.toMatchObject({ ...reason, hint: expect.stringContaining('keep TCP') });
    await expect(restore({ name: 'torn' })).rejects.toMatchObject({
      ...reason,
      hint: expect.stringContaining('old name'),
    });
    expect(await real.podman('ps', '-aq')).toBe(before);
    const { container } = await restore({ tcpEstablished: true });
    expect(container).toEqual(ctr);
    expect(await real.podman('exec', ctr.id, 'netstat', '-tn')).toContain('ESTABLISHED');
  });
});

describe('a file lock', () => {
  // Busybox has no flock everywhere, so the machine's own locks for the shell.
  const folders = ['/host/lib/x86_64-linux-gnu', '/host/lib64'];
  const loader = `$(ls ${folders.map((folder) => `${folder}/ld-linux-x86-64.so.2`).join(' ')} 2>/dev/null | head -n 1)`;
  const flock = `${loader} --library-path ${folders.join(':')} /host/bin/flock 9`;

  it("is named as CRIU's reason, with what to choose; and is kept when that is chosen", async () => {
    const script = `exec 9>/tmp/lock; ${flock} && echo ready; while :; do sleep 1; done`;
    const ctr = await real.run('-v', '/usr:/host:ro', real.engine.image, 'sh', '-c', script);
    await expect.poll(() => real.podman('logs', ctr.id)).toBe('ready');
    await expect(real.runtime.checkpointContainer(ctr, {})).rejects.toMatchObject({
      code: 'criu',
      engineMessage: expect.stringContaining('file locks'),
      hint: expect.stringContaining('file locks'),
    });
    await real.runtime.checkpointContainer(ctr, { fileLocks: true });
    await real.runtime.createContainer({ container: ctr }, { fileLocks: true });
    expect(await state(ctr)).toBe('running');
  });
});
