/** Restart policies of the bundle engine, with a real conmon and runc. */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContainerAction, RestartPolicy } from '../../../shared/container.ts';
import { GantryError } from '../../../shared/errors.ts';
import type { RuntimeContainer } from '../../runtime/oci-runtime.ts';
import { owned } from '../testing/owned.ts';
import { type BundleSubject, startBundleSubject } from './testing/bundle-subject.ts';

let subject: BundleSubject;
beforeAll(async () => {
  subject = await startBundleSubject();
});
afterAll(() => subject[Symbol.asyncDispose]());

const always: RestartPolicy = { when: 'always', tries: null };
const sleeper = ['sleep', '1000'];
const act = (ctr: RuntimeContainer, action: ContainerAction) => subject.engine.act(ctr.id, action);
const stop = { do: 'stop', timeoutSeconds: 0 } as const;
const row = (ctr: RuntimeContainer) => subject.engine.container(ctr.id).summary;
const details = (ctr: RuntimeContainer) => subject.engine.inspect(ctr.id);
const until = (ctr: RuntimeContainer, fits: (summary: ReturnType<typeof row>) => boolean) =>
  subject.changes.untilContainer(ctr.name, fits);
/** It ended, whoever ended it, and waits to be started again. */
const untilWaiting = (ctr: RuntimeContainer) => until(ctr, ({ restartsAt }) => restartsAt !== null);
/** Its first process goes by itself, as far as the engine can tell. */
const endOf = (ctr: RuntimeContainer) => process.kill(row(ctr).pid ?? 0, 'SIGKILL');
const logOf = async (ctr: RuntimeContainer) => {
  const texts: string[] = [];
  for await (const lines of subject.engine.logs(ctr.id, { tail: 100, follow: false }, new AbortController().signal)) {
    texts.push(...lines.map(({ text }) => text));
  }
  return texts;
};

describe('a container that ends by itself', () => {
  it('is started again as often as its policy says, after growing pauses, and that is counted', async () => {
    const restart: RestartPolicy = { when: 'on-failure', tries: 3 };
    const ctr = await subject.run(['sh', '-c', 'cut -d. -f1,2 /proc/uptime; exit 3'], { restart });
    await expect.poll(async () => (await details(ctr)).restartCount).toBe(3);
    await until(ctr, ({ state, restartsAt }) => state === 'exited' && restartsAt === null);
    expect(await details(ctr)).toMatchObject({ restartPolicy: 'on-failure', restartTries: 3, restartFault: null });
    expect(row(ctr)).toMatchObject({ exitCode: 3 });
    const times = (await logOf(ctr)).map((line) => Number(line.split(' ')[0]));
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(pauses).toHaveLength(3);
    for (const [index, least] of [0.1, 0.2, 0.4].entries()) expect(pauses[index]).toBeGreaterThanOrEqual(least - 0.02);
    // Somebody's own start counts anew.
    await act(ctr, { do: 'start' });
    expect((await details(ctr)).restartCount).toBeLessThan(3);
  });

  it('well is left alone by on-failure, and started again by always', async () => {
    const commands = ['sh', '-c', 'sleep 0.1'];
    const well = await subject.run(commands, { restart: { when: 'on-failure', tries: null } });
    const over = await subject.run(commands, { restart: always });
    await subject.untilState(well, 'exited');
    expect(row(well).restartsAt).toBeNull();
    await untilWaiting(over);
    await expect.poll(async () => (await details(over)).restartCount).toBeGreaterThan(1);
    await act(over, { do: 'remove', force: true, volumes: false });
  });

  it('is found as it was to be: killed from outside, it runs again under another pid', async () => {
    const ctr = await subject.run(sleeper, { restart: always });
    const { pid } = row(ctr);
    endOf(ctr);
    await until(ctr, (summary) => summary.state === 'running' && summary.pid !== pid);
    expect(await details(ctr)).toMatchObject({ restartCount: 1 });
  });
});

describe('what somebody ends stays ended:', () => {
  it.each<[string, ContainerAction]>([
    ['stopped', stop],
    ['killed', { do: 'kill', signal: 'SIGKILL' }],
    ['asked to end', { do: 'kill', signal: 'SIGTERM' }],
  ])('%s', async (_how, action) => {
    const ctr = await subject.run(['sh', '-c', 'trap "exit 4" TERM; while :; do sleep 0.02; done'], {
      restart: always,
    });
    await act(ctr, action);
    await subject.untilState(ctr, 'exited');
    expect(row(ctr).restartsAt).toBeNull();
    await subject.restart();
    expect(row(ctr)).toMatchObject({ state: 'exited', restartsAt: null });
    await act(ctr, { do: 'start' });
    endOf(ctr);
    await untilWaiting(ctr);
    await act(ctr, { do: 'remove', force: true, volumes: false });
  });

  it('stopped while it waits to be started again', async () => {
    const ctr = await subject.run(['false'], { restart: always });
    // So that there is time for it.
    await until(ctr, ({ restartsAt }) => restartsAt !== null && restartsAt > Date.now() + 300);
    await act(ctr, stop);
    const { restartCount } = await details(ctr);
    expect(row(ctr)).toMatchObject({ state: 'exited', restartsAt: null });
    await subject.restart();
    expect(row(ctr)).toMatchObject({ state: 'exited', restartsAt: null });
    expect((await details(ctr)).restartCount).toBe(restartCount);
  });

  it('frozen', async () => {
    const ctr = await subject.run(sleeper, { restart: always });
    await subject.engine.runtimeOf(ctr.id).checkpointContainer(ctr, {});
    expect(row(ctr)).toMatchObject({ state: 'exited', checkpointed: true, restartsAt: null });
    await subject.restart();
    expect(row(ctr)).toMatchObject({ checkpointed: true, restartsAt: null });
    await subject.engine.runtimeOf(ctr.id).createContainer({ container: ctr });
    endOf(ctr);
    await until(ctr, ({ state, restartsAt }) => state === 'exited' && restartsAt !== null);
    await act(ctr, { do: 'remove', force: true, volumes: false });
  });
});

it('one that can’t be started again says why, and isn’t tried again', async () => {
  const gone = path.join(subject.root, 'gone');
  await mkdir(gone);
  const volumes = [{ source: gone, destination: '/in', readOnly: false, relabel: 'none' as const }];
  const ctr = await subject.run(sleeper, { restart: always, volumes });
  await rm(gone, { recursive: true });
  endOf(ctr);
  await expect.poll(async () => (await details(ctr)).restartFault).toContain(gone);
  expect(row(ctr)).toMatchObject({ state: 'exited', restartsAt: null });
  await mkdir(gone);
  await act(ctr, { do: 'start' });
  expect(await details(ctr)).toMatchObject({ restartFault: null, restartCount: 0 });
  await act(ctr, stop);
});

it('it can’t be removed at its end and started again', async () => {
  const refused = subject.create(sleeper, { autoRemove: true, restart: always });
  await expect(refused).rejects.toSatisfy((thrown) => thrown instanceof GantryError && thrown.code === 'invalid');
});

describe('the next start of the app', () => {
  it('starts again what has ended meanwhile, and what it was still to start again', async () => {
    const own = owned(await startBundleSubject());
    const failing = await own.run(['sh', '-c', 'sleep 0.1; exit 1'], { restart: always });
    const running = await own.run(sleeper, { restart: { when: 'on-failure', tries: null } });
    const plain = await own.run(sleeper);
    await own.changes.untilContainer(failing.name, ({ restartsAt }) => restartsAt !== null);
    const pids = [running, plain].map((ctr) => own.engine.container(ctr.id).summary.pid ?? 0);
    await own.quit();
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    const before = own.engine.container(failing.id).summary;
    await own.restart();
    await own.changes.untilContainer(running.name, ({ state, pid }) => state === 'running' && pid !== pids[0]);
    expect((await own.engine.inspect(running.id)).restartCount).toBe(1);
    await own.untilState(plain, 'exited');
    await own.changes.untilContainer(failing.name, ({ startedAt }) => (startedAt ?? 0) > (before.startedAt ?? 0));
  });

  it.each<[RestartPolicy['when'], 'running' | 'stopped' | 'created' | 'frozen', boolean]>([
    ['always', 'running', true],
    ['always', 'stopped', true],
    ['always', 'created', false],
    ['always', 'frozen', false],
    ['unless-stopped', 'running', true],
    ['unless-stopped', 'stopped', false],
    ['on-failure', 'running', false],
    ['no', 'running', false],
  ])('after a reboot: by %s one that was %s is started: %s', async (when, was, expected) => {
    const own = owned(await startBundleSubject());
    const ctr = await own.create(sleeper, { restart: { when, tries: null } });
    if (was !== 'created') await own.engine.act(ctr.id, { do: 'start' });
    if (was === 'stopped') await own.engine.act(ctr.id, stop);
    if (was === 'frozen') await own.engine.runtimeOf(ctr.id).checkpointContainer(ctr, {});
    await own.reboot();
    const other = await own.run(['true'], { restart: { when: 'no', tries: null } });
    await own.untilState(other, 'exited');
    if (expected) await own.untilState(ctr, 'running');
    else expect(own.engine.container(ctr.id).summary.state).toBe(was === 'created' ? 'created' : 'exited');
    // Once: what is stopped now stays so until the next boot.
    if (!expected) return;
    await own.engine.act(ctr.id, stop);
    await own.restart();
    expect(own.engine.container(ctr.id).summary).toMatchObject({ state: 'exited', restartsAt: null });
  });
});
