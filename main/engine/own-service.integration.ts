import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startTestEngine } from '../../scripts/test-engine.mjs';
import { commandLine } from '../../scripts/testing/processes.mjs';
import { LibpodClient } from '../runtime/podman/client.ts';
import { OwnService } from './own-service.ts';
import { openEvents } from './podman/events.ts';
import { answers } from './service-folder.ts';
import { owned } from './testing/owned.ts';
import type { TestPodman } from './testing/test-podman.ts';

let podman: TestPodman;
beforeAll(async () => {
  podman = await startTestEngine();
});
afterAll(() => podman.stop());

const { signal } = new AbortController();

async function create(
  environment: Record<string, string>,
  options?: { idleSeconds?: number; startMs?: number },
): Promise<OwnService> {
  return owned(await OwnService.create(environment, options));
}

function pidOf({ pid }: OwnService): number {
  if (pid === null) throw new Error('It does not run.');
  return pid;
}

/** A folder of the test's own. */
async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'gantry-test-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

describe('a service of our own', () => {
  it('starts when it is needed, once, in a folder of this user, and ends with nothing left behind', async () => {
    const runtimeFolder = await folder();
    const service = await create({ ...podman.env, XDG_RUNTIME_DIR: runtimeFolder });
    expect(service.pid).toBeNull();
    await service.ensure(signal);
    const pid = pidOf(service);
    await service.ensure(signal);
    expect(service.pid).toBe(pid);
    expect(service.socketPath.startsWith(runtimeFolder)).toBe(true);
    const client = owned(new LibpodClient({ socketPath: service.socketPath }));
    expect((await client.ping()).version).toMatch(/^\d/);
    await service[Symbol.asyncDispose]();
    expect(await commandLine(pid)).toEqual([]);
    await expect(access(path.dirname(service.socketPath))).rejects.toThrow('ENOENT');
    // Nobody brings it back.
    await service.ensure(signal);
    expect(service.pid).toBeNull();
  });

  it('is started again after it has died', async () => {
    const service = await create(podman.env);
    await service.ensure(signal);
    const before = pidOf(service);
    process.kill(before, 'SIGKILL');
    await expect.poll(() => service.pid).toBeNull();
    expect(await answers(service.socketPath)).toBe(false);
    await service.ensure(signal);
    expect(service.pid).not.toBe(before);
    expect(await answers(service.socketPath)).toBe(true);
  });

  it('finds a place where the folder for it is not there', async () => {
    const service = await create({ ...podman.env, XDG_RUNTIME_DIR: '/no/such' });
    await service.ensure(signal);
    expect(await answers(service.socketPath)).toBe(true);
  });

  it('does not become the client of another', async () => {
    const service = await create({ ...podman.env, CONTAINER_HOST: 'unix:///no/such.sock' });
    await service.ensure(signal);
    expect(await answers(service.socketPath)).toBe(true);
  });

  it('ends by itself when its owner was killed', async () => {
    const owner = spawn(process.execPath, [path.join(import.meta.dirname, 'testing/service-owner.ts')], {
      // It can't remove its folder.
      env: { ...podman.env, XDG_RUNTIME_DIR: await folder() },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void owner.kill('SIGKILL'));
    const [line]: string[] = await once(createInterface(owner.stdout), 'line');
    const pid = Number(line);
    expect(await commandLine(pid)).toContain('service');
    owner.kill('SIGKILL');
    await expect.poll(() => commandLine(pid), { timeout: 10_000 }).toEqual([]);
  });

  it('does not end while somebody listens to it', async () => {
    const service = await create(podman.env, { idleSeconds: 1 });
    await service.ensure(signal);
    const { pid } = service;
    const client = owned(new LibpodClient({ socketPath: service.socketPath }));
    const events = await openEvents(client, signal);
    // Three times as long as it would wait for somebody.
    await podman.podman(['run', '--name', 'three-seconds', podman.image, 'sleep', '3']);
    await podman.podman(['rm', 'three-seconds']);
    let removed = false;
    for await (const event of events) {
      removed = event.kind === 'container' && event.action === 'remove';
      if (removed) break;
    }
    expect(removed).toBe(true);
    expect(service.pid).toBe(pid);
  });

  it('that hangs is killed, so that the next try begins anew', async () => {
    // A fake Podman that never serves.
    const programs = await folder();
    await writeFile(path.join(programs, 'podman'), '#!/bin/sh\nexec sleep 1000\n', { mode: 0o755 });
    const service = await create({ ...podman.env, PATH: `${programs}:${podman.env.PATH}` }, { startMs: 300 });
    const starting = service.ensure(signal);
    await expect.poll(() => service.pid).not.toBeNull();
    const pid = pidOf(service);
    await expect(starting).rejects.toMatchObject({ code: 'engine-unreachable' });
    expect([service.pid, await commandLine(pid)]).toEqual([null, []]);
    await rm(path.join(programs, 'podman'));
    await expect(service.ensure(AbortSignal.timeout(20_000))).resolves.toBeUndefined();
    expect(await answers(service.socketPath)).toBe(true);
  });

  it('takes away the folders of those that were killed, and of no others', async () => {
    const runtimeFolder = await folder();
    const env = { ...podman.env, XDG_RUNTIME_DIR: runtimeFolder };
    const owner = spawn(process.execPath, [path.join(import.meta.dirname, 'testing/service-owner.ts')], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void owner.kill('SIGKILL'));
    const [line]: string[] = await once(createInterface(owner.stdout), 'line');
    const [killed = ''] = await readdir(runtimeFolder);
    const alive = await create(env);
    const nobodys = path.join(runtimeFolder, 'gantry-service-nobodys');
    await mkdir(nobodys);
    const ours = [path.basename(path.dirname(alive.socketPath)), 'gantry-service-nobodys'];
    expect((await readdir(runtimeFolder)).sort()).toEqual([killed, ...ours].sort());
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    await expect.poll(() => commandLine(Number(line)), { timeout: 10_000 }).toEqual([]);
    const next = await create(env);
    ours.push(path.basename(path.dirname(next.socketPath)));
    expect((await readdir(runtimeFolder)).filter((name) => name.startsWith('gantry-')).sort()).toEqual(ours.sort());
  });

  it("that can't start says so in Podman's words", async () => {
    const conf = path.join(await folder(), 'containers.conf');
    await writeFile(conf, '[engine]\nruntime = 5\n');
    const service = await create({ ...podman.env, CONTAINERS_CONF: conf });
    await expect(service.ensure(signal)).rejects.toMatchObject({
      code: 'engine-unreachable',
      engineMessage: expect.stringContaining('runtime'),
      hint: expect.stringContaining('podman info'),
    });
    expect(service.pid).toBeNull();
  });

  it('that has no Podman to start says what to install', async () => {
    const service = await create({ ...podman.env, PATH: await folder() });
    await expect(service.ensure(signal)).rejects.toMatchObject({
      code: 'not-found',
      hint: expect.stringContaining('podman'),
    });
  });
});
