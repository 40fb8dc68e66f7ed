/** Containers of the bundle engine that are frozen in place and brought back, and those whose OCI runtime or conmon is gone. */
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runcPrograms } from '../../runtime/conmon/testing/programs.ts';
import type { RuntimeContainer } from '../../runtime/oci-runtime.ts';
import { owned } from '../testing/owned.ts';
import { type BundleSubject, startBundleSubject } from './testing/bundle-subject.ts';

const counts = ['sh', '-c', 'i=0; while :; do i=$((i+1)); echo $i; sleep 0.02; done'];
const sleeper = ['sleep', '1000'];
const removal = { do: 'remove', force: true, volumes: false, withCheckpoint: true } as const;

const row = (subject: BundleSubject, { id }: RuntimeContainer) => subject.engine.container(id).summary;
const lastCount = async ({ engine }: BundleSubject, { id }: RuntimeContainer): Promise<number> => {
  let last = 0;
  for await (const lines of engine.logs(id, { tail: 1, follow: false }, new AbortController().signal)) {
    last = Number(lines.at(-1)?.text);
  }
  return last;
};
const counting = async (subject: BundleSubject) => {
  const ctr = await subject.run(counts);
  await expect.poll(() => lastCount(subject, ctr)).toBeGreaterThan(5);
  return ctr;
};

describe('a container that is frozen in place', () => {
  it('is told as such, also after the next start of the app and a reboot, and goes on where it was', async () => {
    const subject = owned(await startBundleSubject());
    const ctr = await counting(subject);
    const runtime = () => subject.engine.runtimeOf(ctr.id);
    const statistics = await runtime().checkpointContainer(ctr, { keep: true });
    expect(statistics?.frozenMicroseconds).toBeGreaterThan(0);
    expect(statistics?.runtimeMicroseconds).toBeGreaterThan(statistics?.frozenMicroseconds ?? 0);
    // What CRIU has written down doesn't tell how long the runtime took.
    const written = { ...statistics, runtimeMicroseconds: null };
    const count = await lastCount(subject, ctr);
    const frozen = { state: 'exited', checkpointed: true };
    expect(row(subject, ctr)).toMatchObject(frozen);
    expect(subject.changes.kinds('checkpoints').length).toBeGreaterThan(0);
    await subject.restart();
    expect(row(subject, ctr)).toMatchObject(frozen);
    await subject.reboot();
    expect(row(subject, ctr)).toMatchObject(frozen);
    expect(await subject.engine.checkpointedContainers()).toMatchObject([
      { summary: { id: ctr.id }, checkpointed: true, checkpoint: { statistics: written, tcpEstablished: false } },
    ]);
    await expect(subject.engine.act(ctr.id, { do: 'start' })).rejects.toMatchObject({ code: 'needs-consent' });
    await runtime().createContainer({ container: ctr }, {});
    expect(row(subject, ctr)).toMatchObject({ state: 'running', checkpointed: false, exitCode: null });
    await expect.poll(() => lastCount(subject, ctr)).toBeGreaterThan(count + 5);
    expect(await subject.engine.inspect(ctr.id)).toMatchObject({ restored: true, checkpointed: false });
    expect(await subject.engine.checkpointedContainers()).toEqual([]);
    await subject.engine.act(ctr.id, { do: 'stop', timeoutSeconds: 0 });
    expect(row(subject, ctr)).toMatchObject({ state: 'exited', exitCode: 137, checkpointed: false });
  });

  it('can be started afresh by who has agreed, which loses the checkpoint', async () => {
    const subject = owned(await startBundleSubject());
    const ctr = await counting(subject);
    await subject.engine.runtimeOf(ctr.id).checkpointContainer(ctr, { keep: true });
    await subject.engine.act(ctr.id, { do: 'start', afresh: true });
    expect(row(subject, ctr)).toMatchObject({ state: 'running', checkpointed: false });
    await subject.engine.act(ctr.id, { do: 'stop', timeoutSeconds: 0 });
    await expect(subject.engine.runtimeOf(ctr.id).createContainer({ container: ctr }, {})).rejects.toMatchObject({
      code: 'wrong-state',
    });
    expect(row(subject, ctr)).toMatchObject({ state: 'exited', checkpointed: false, exitCode: 137 });
  });

  it('goes on running where that was asked for, and can be removed frozen', async () => {
    const subject = owned(await startBundleSubject());
    const ctr = await counting(subject);
    await subject.engine.runtimeOf(ctr.id).checkpointContainer(ctr, { keep: true, keepRunning: true });
    expect(row(subject, ctr)).toMatchObject({ state: 'running', checkpointed: false });
    await subject.engine.runtimeOf(ctr.id).checkpointContainer(ctr, { keep: true });
    await subject.engine.act(ctr.id, { do: 'remove', force: false, volumes: false, withCheckpoint: true });
    expect(subject.engine.containers().containers).toEqual([]);
  });
});

describe.each([
  { gone: 'runc', of: 'path' },
  { gone: 'conmon', of: 'conmon' },
] as const)('a container whose $gone is gone', ({ gone, of }) => {
  it('is listed, inspected and removed; whatever else is asked names what is missing', async () => {
    const programs = await runcPrograms();
    const folder = path.join(import.meta.dirname, '..', '..', '..', 'test-results', `${gone}-${process.pid}`);
    await mkdir(folder, { recursive: true });
    const [own, away] = [path.join(folder, gone), path.join(folder, 'away')];
    await copyFile(programs[of], own);
    const subject = owned(await startBundleSubject({ ...programs, [of]: own }));
    const [running, ended] = [await subject.run(sleeper), await subject.run(['sh', '-c', 'exit 4'])];
    await subject.untilState(ended, 'exited');
    await rename(own, away);
    await subject.restart();
    expect(row(subject, running)).toMatchObject({ state: 'running' });
    expect(row(subject, ended)).toMatchObject({ state: 'exited', exitCode: 4 });
    expect(await subject.engine.inspect(running.id)).toMatchObject({ pid: expect.any(Number), ociRuntime: 'runc' });
    for (const action of [
      { do: 'pause' },
      { do: 'stop', timeoutSeconds: 0 },
      { do: 'kill', signal: 'SIGKILL' },
    ] as const) {
      await expect(subject.engine.act(running.id, action)).rejects.toMatchObject({
        code: 'unsupported',
        message: expect.stringContaining(own),
        hint: expect.stringContaining(`Install ${gone} again`),
      });
    }
    await expect(subject.create(sleeper)).rejects.toMatchObject({ code: 'unsupported' });
    const { pid } = await subject.engine.inspect(running.id);
    await expect(subject.engine.act(running.id, { ...removal, force: false })).rejects.toMatchObject({
      code: 'wrong-state',
    });
    await subject.engine.act(running.id, removal);
    await subject.engine.act(ended.id, removal);
    expect(subject.engine.containers().containers).toEqual([]);
    expect(() => process.kill(pid ?? 0, 0)).toThrow('ESRCH');
    await rm(folder, { recursive: true });
  });
});
