import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RuntimeContainer } from '../oci-runtime.ts';
import { type RealRuntime, startRealRuntime } from './testing/real-runtime.ts';

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

const counting = 'i=0; while :; do i=$((i+1)); echo $i > /tmp/count; sleep 0.05; done';
const count = async (name: string) => Number(await real.podman('exec', name, 'cat', '/tmp/count'));
const state = async (ctr: RuntimeContainer) => (await real.runtime.updateContainerStatus(ctr)).state;

async function counter(): Promise<RuntimeContainer> {
  const ctr = await real.run(real.engine.image, 'sh', '-c', counting);
  await expect.poll(() => count(ctr.id).catch(() => 0)).toBeGreaterThan(3);
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
    const { container } = await real.runtime.createContainer({ archived: true }, options);
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

  it('that is broken is refused, and nothing comes of it', async () => {
    const importFile = path.join(folder, 'broken.tar');
    await writeFile(importFile, Buffer.alloc(4096, 'x'));
    const before = await real.podman('ps', '-aq');
    await expect(real.runtime.createContainer({ archived: true }, { importFile, name: 'never' })).rejects.toMatchObject(
      {
        engineMessage: expect.stringMatching(/\S/),
      },
    );
    expect(await real.podman('ps', '-aq')).toBe(before);
  });

  it('that has vanished is named as such', async () => {
    const importFile = path.join(folder, 'nowhere.tar');
    await expect(real.runtime.createContainer({ archived: true }, { importFile })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('an open TCP connection', () => {
  it("is named as CRIU's reason, with what to choose; and is kept when that is chosen", async () => {
    const ctr = await real.run(
      real.engine.image,
      'sh',
      '-c',
      'sleep 1000 | nc -l -p 9000 & sleep 0.3; sleep 1000 | nc 127.0.0.1 9000 & echo ready; wait',
    );
    await expect.poll(() => real.podman('exec', ctr.id, 'netstat', '-tn')).toContain('ESTABLISHED');
    await expect(real.runtime.checkpointContainer(ctr, {})).rejects.toMatchObject({
      code: 'criu',
      engineMessage: expect.stringContaining('Connected TCP socket'),
      hint: expect.stringContaining('TCP'),
    });
    expect(await state(ctr)).toBe('running');
    await real.runtime.checkpointContainer(ctr, { tcpEstablished: true });
    await real.runtime.createContainer({ container: ctr }, { tcpEstablished: true });
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
