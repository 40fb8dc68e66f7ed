import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RealRuntime, Sink, startRealRuntime } from '../../runtime/podman/testing/real-runtime.ts';
import { countExecSessions } from './exec-sessions.ts';

let real: RealRuntime;
beforeAll(async () => {
  real = await startRealRuntime();
});
afterAll(() => real[Symbol.asyncDispose]());

it("counts exec sessions of Podman's command line with our own, and none that has ended", async () => {
  const ctr = await real.run(real.engine.image, 'sleep', '1000');
  const count = () => countExecSessions(real.client, ctr.id);
  expect(await count()).toBe(0);
  await real.podman('exec', '-d', ctr.id, 'sleep', '1000');
  await expect.poll(count).toBe(1);
  const streams = { input: null, output: new Sink(), error: null };
  const ours = await real.runtime.execContainer(ctr, 'ours', { cmd: ['sleep', '1000'], terminal: false, streams });
  expect(await count()).toBe(2);
  await real.runtime.execStopContainer(ctr, 'ours', 0);
  await ours.ended;
  expect(await count()).toBe(1);
  await real.podman('exec', ctr.id, 'true');
  expect(await count()).toBe(1);
});
