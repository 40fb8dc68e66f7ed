import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTestEngine } from '../../scripts/test-engine.mjs';
import type { Push } from '../../shared/ipc.ts';
import { Gantry } from '../gantry.ts';

const engineId = 'container-host';
let podman: Awaited<ReturnType<typeof startTestEngine>>;
let folder: string;
let containerId: string;

beforeEach(async () => {
  podman = await startTestEngine();
  folder = await mkdtemp(path.join(tmpdir(), 'gantry-test-'));
  containerId = (await podman.podman(['run', '-d', podman.image, 'sleep', '1000'])).stdout.trim();
});
afterEach(async () => {
  await podman.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A run of the app, connected to the engine. */
async function startGantry(): Promise<Gantry> {
  const gantry = new Gantry({ environment: podman.appEnv, isRoot: true, userId: 0, dataFolder: folder });
  const connected = told(
    gantry,
    ({ name, payload }) =>
      name === 'engines.changed' &&
      payload.some(({ id, connection }) => id === engineId && connection.state === 'connected'),
  );
  gantry.start();
  await connected;
  return gantry;
}

function told(gantry: Gantry, fits: (push: Push) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = gantry.onPush((push) => {
      if (!fits(push)) return;
      stop();
      resolve();
    });
  });
}

/** Opens two terminals, each with a program of its own, and a look at the container's first process. */
async function openTerminals(gantry: Gantry): Promise<void> {
  const place = { engineId, containerId, user: null, workingDirectory: null, size: { columns: 80, rows: 24 } };
  const allRun = told(
    gantry,
    ({ name, payload }) =>
      name === 'sessions.changed' && payload.length === 3 && payload.every(({ state }) => state.state === 'running'),
  );
  for (const seconds of ['501', '502']) {
    await gantry.sessions.open({ ...place, kind: 'exec', command: ['sleep', seconds] });
  }
  await gantry.sessions.open({ ...place, kind: 'attach', command: null });
  await allRun;
}

/** How many of the terminals' programs run. */
async function left(): Promise<number> {
  const { stdout } = await podman.podman(['top', containerId, 'args']);
  return stdout.split('\n').filter((line) => /^sleep 50[12]/.test(line)).length;
}

it('what the app could not end when it was quit ends when its engine answers after the next start', async () => {
  const first = await startGantry();
  await openTerminals(first);
  await podman.stopService('SIGKILL');
  await first[Symbol.asyncDispose]();
  expect(await left()).toBe(2);
  // A run in which the engine stays away changes nothing.
  await new Gantry({ environment: podman.appEnv, isRoot: true, userId: 0, dataFolder: folder })[Symbol.asyncDispose]();
  await podman.startService();
  const second = await startGantry();
  await expect.poll(left).toBe(0);
  await expect.poll(() => readdir(folder)).toEqual([]);
  expect((await podman.podman(['top', containerId, 'args'])).stdout).toContain('sleep 1000');
  await second[Symbol.asyncDispose]();
});

it('what hangs is noted before the app has done with waiting for it', async () => {
  const first = await startGantry();
  await openTerminals(first);
  process.kill(podman.servicePid() ?? Number.NaN, 'SIGSTOP');
  const quit = first[Symbol.asyncDispose]();
  const noted = async () =>
    JSON.parse(await readFile(path.join(folder, 'left-running.json'), 'utf8').catch(() => '[]'));
  await expect.poll(noted).toHaveLength(2);
  await podman.stopService('SIGKILL');
  await quit;
  await podman.startService();
  const second = await startGantry();
  await expect.poll(left).toBe(0);
  await second[Symbol.asyncDispose]();
});

it('what ended with the app is not noted, and what went with its container is forgotten', async () => {
  const first = await startGantry();
  await openTerminals(first);
  await first[Symbol.asyncDispose]();
  expect([await left(), await readdir(folder)]).toEqual([0, []]);
  const second = await startGantry();
  await openTerminals(second);
  await podman.stopService('SIGKILL');
  await second[Symbol.asyncDispose]();
  expect(await readdir(folder)).toEqual(['left-running.json']);
  await podman.podman(['rm', '--force', '--time', '0', containerId]);
  await podman.startService();
  const third = await startGantry();
  await expect.poll(() => readdir(folder)).toEqual([]);
  await third[Symbol.asyncDispose]();
});
