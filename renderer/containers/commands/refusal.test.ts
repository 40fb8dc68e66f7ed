import { expect, test } from 'vitest';
import { containerSample, engineSample } from '../../bridge/testing/samples.ts';
import { judge } from './refusal.ts';

const idle = () => null;

test.each(['kata-runtime', 'kata', 'krun', 'crun-vm'])('a container that runs by %s can’t be frozen', (ociRuntime) => {
  const alone = judge('freeze', engineSample(), [containerSample(1, { ociRuntime })], idle);
  expect(alone.able).toEqual([]);
  expect(alone.refusal).toContain(`Its OCI runtime, ${ociRuntime}, can’t freeze`);
  const beside = judge('freeze', engineSample(), [containerSample(1, { ociRuntime }), containerSample(2)], idle);
  expect(beside.able.map(({ name }) => name)).toEqual(['box-2']);
  // Anything else it can.
  expect(judge('pause', engineSample(), [containerSample(1, { ociRuntime })], idle).refusal).toBeNull();
});

test('one that has ended can be stopped where it waits to be started again', () => {
  const ended = { state: 'exited', exitCode: 1 } as const;
  const waiting = containerSample(1, { ...ended, restartsAt: Date.now() + 60_000 });
  expect(judge('stop', engineSample(), [containerSample(1, { ...ended, restartsAt: null })], idle).able).toEqual([]);
  for (const command of ['stop', 'stop-after', 'start', 'restart', 'remove'] as const) {
    expect(judge(command, engineSample(), [waiting], idle).able).toEqual([waiting]);
  }
});

test('one that has never been started can’t be started again', () => {
  const fresh = containerSample(1, { state: 'created' });
  expect(judge('restart', engineSample(), [fresh], idle)).toEqual({ able: [], refusal: 'It has not been started' });
  expect(judge('start', engineSample(), [fresh], idle).refusal).toBeNull();
});

test.each([null, 'crun', 'own-runc'])('one that runs by %s can', (ociRuntime) => {
  expect(judge('freeze', engineSample(), [containerSample(1, { ociRuntime })], idle).refusal).toBeNull();
});
