import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestHost, type TestHost } from './testing/test-host.ts';

let test: TestHost;

beforeAll(async () => {
  test = await startTestHost();
});
afterAll(() => test[Symbol.asyncDispose]());

const loop = ['sh', '-c', 'while :; do sleep 0.1; done'];

it('every terminal that a freeze ends says so, to whoever looks later, too, until it is started again', async () => {
  expect(test.engine.checkpoints, 'CRIU works here').toBe(true);
  const container = await test.run('--tty', '--interactive', test.engine.image, ...loop);
  const exec = await test.open(container, { command: ['sleep', '1000'] });
  const attached = await test.open(container, { kind: 'attach' });
  await Promise.all([exec.window.untilState('running'), attached.window.untilState('running')]);
  await test.engine.podman(['container', 'checkpoint', container]);
  expect(await exec.window.untilState('ended')).toMatchObject({ byFreeze: true });
  expect(await attached.window.untilState('ended')).toMatchObject({ byFreeze: true });
  await test.engine.podman(['container', 'restore', container]);
  // As a window that is loaded anew.
  const reloaded = test.look(exec.session.id);
  expect(await reloaded.untilState('ended')).toMatchObject({ byFreeze: true });
  expect(test.host.list().map(({ state }) => state)).toMatchObject([{ byFreeze: true }, { byFreeze: true }]);
  await test.host.restart(exec.session.id);
  expect(await reloaded.untilState('running')).toEqual({ state: 'running' });
  await test.engine.podman(['exec', container, 'killall', '-KILL', 'sleep']);
  expect(await reloaded.untilState('ended')).toEqual({ state: 'ended', exitCode: 137 });
});

it('what was killed before the freeze, or can only not begin after it, was not ended by it', async () => {
  const container = await test.run(test.engine.image, ...loop);
  const { window, session } = await test.open(container, { command: ['sh', '-c', 'kill -KILL $$'] });
  expect(await window.untilState('ended')).toEqual({ state: 'ended', exitCode: 137 });
  await test.engine.podman(['container', 'checkpoint', container]);
  expect(test.host.summary(session.id).state).toEqual({ state: 'ended', exitCode: 137 });
  const late = await test.open(container, { command: ['true'] });
  expect(await late.window.untilState('failed')).not.toHaveProperty('byFreeze');
});
