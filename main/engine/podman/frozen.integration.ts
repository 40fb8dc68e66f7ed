import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { type RealRuntime, startRealRuntime } from '../../runtime/podman/testing/real-runtime.ts';
import { readDetails } from './details.ts';
import { listContainers } from './list.ts';

let real: RealRuntime;
beforeAll(async () => {
  real = await startRealRuntime();
});
afterAll(() => real[Symbol.asyncDispose]());

async function detailsOf(id: string) {
  const [summary] = await listContainers(real.client, [id]);
  if (summary === undefined) throw new Error(`${id} is not listed`);
  return readDetails(real.client, summary);
}

it('knows what a container frozen in place has to be restored with, its figures, and when it was made', async () => {
  const script = 'sleep 1000 | nc -l -p 9000 & sleep 0.3; sleep 1000 | nc 127.0.0.1 9000 & wait';
  const ctr = await real.run(real.engine.image, 'sh', '-c', script);
  await expect.poll(() => real.podman('exec', ctr.id, 'netstat', '-tn')).toContain('ESTABLISHED');
  expect((await detailsOf(ctr.id)).checkpoint).toBeNull();
  // By the command line: nobody has told us what it was made with.
  await real.podman('container', 'checkpoint', '--keep', '--tcp-established', ctr.id);
  const { checkpoint } = await detailsOf(ctr.id);
  expect(checkpoint).toMatchObject({ tcpEstablished: true, fileLocks: false });
  expect(checkpoint?.statistics?.pagesWritten).toBeGreaterThan(0);
  const told = await real.podman('inspect', '--format', '{{json .State.CheckpointedAt}}', ctr.id);
  expect(checkpoint?.madeAt).toBe(Date.parse(z.string().parse(JSON.parse(told))));
  const options = { tcpEstablished: true, fileLocks: false };
  await real.runtime.createContainer({ container: ctr }, options);
  expect((await detailsOf(ctr.id)).checkpoint).toBeNull();
});

it('knows as much of a plain one that was made without keeping the figures', async () => {
  const ctr = await real.run(real.engine.image, 'sleep', '1000');
  await real.podman('container', 'checkpoint', ctr.id);
  const { checkpoint } = await detailsOf(ctr.id);
  expect(checkpoint).toMatchObject({ tcpEstablished: false, fileLocks: false, statistics: null });
});

it('is not left of one that is removed when it ends: its archive is, and brings it back', async () => {
  const { runtime, client, engine } = real;
  const ctr = await real.run('--rm', engine.image, 'sleep', '1000');
  const listed = async () => (await listContainers(client, [ctr.id]))[0] ?? null;
  expect(await listed()).toMatchObject({ state: 'running', autoRemove: true });
  const inPlace = runtime.checkpointContainer(ctr, {});
  await expect(inPlace).rejects.toMatchObject({ hint: expect.stringContaining('archive') });
  const folder = await mkdtemp(path.join(tmpdir(), 'gantry-removed-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const importFile = path.join(folder, 'removed.tar');
  await runtime.checkpointContainer(ctr, { targetFile: importFile });
  await expect.poll(listed).toBeNull();
  const { container } = await runtime.createContainer({ archived: ctr }, { importFile });
  expect(container).toEqual(ctr);
  expect(await listed()).toMatchObject({ state: 'running' });
});
