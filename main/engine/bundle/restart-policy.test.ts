import { describe, expect, it } from 'vitest';
import type { ContainerState, RestartPolicy } from '../../../shared/container.ts';
import { asksToEnd, isToRestart, isToStartAtBoot, pauseAfter } from './restart-policy.ts';
import { sampleRecord } from './testing/sample-record.ts';

const recordWith = (
  when: RestartPolicy['when'],
  more: { tries?: number; restartCount?: number; told?: boolean } = {},
) => {
  const record = sampleRecord({ restartCount: more.restartCount ?? 0, isToldToEnd: more.told ?? false });
  return { ...record, spec: { ...record.spec, restart: { when, tries: more.tries ?? null } } };
};
const run = { startedAt: 1000, finishedAt: 2000, exitCode: 0, oomKilled: false };

describe('a container that has ended', () => {
  it.each([
    ['no', 1, {}, false],
    ['on-failure', 0, {}, false],
    ['on-failure', 1, {}, true],
    ['on-failure', -1, {}, true],
    ['on-failure', 1, { restartCount: 1000 }, true],
    ['on-failure', 1, { tries: 2, restartCount: 1 }, true],
    ['on-failure', 1, { tries: 2, restartCount: 2 }, false],
    ['always', 0, {}, true],
    ['unless-stopped', 0, {}, true],
    ['always', 1, { told: true }, false],
    ['unless-stopped', 1, { told: true }, false],
    ['on-failure', 1, { told: true }, false],
  ] as const)('by %s, with exit code %i and %j, is started again: %s', (when, exitCode, more, expected) => {
    expect(isToRestart(recordWith(when, more), { exitCode })).toBe(expected);
  });
});

describe('after a boot', () => {
  const ended = { state: 'exited', checkpointed: false } as const;
  it.each([
    ['no', false, false],
    ['on-failure', false, false],
    ['always', false, true],
    ['always', true, true],
    ['unless-stopped', false, true],
    ['unless-stopped', true, false],
  ] as const)('%s, told to end: %s, is started: %s', (when, told, expected) => {
    expect(isToStartAtBoot({ ...recordWith(when, { told }), lastRun: run }, ended)).toBe(expected);
  });

  it.each<[ContainerState, boolean | null, typeof run | null]>([
    ['created', false, null],
    ['running', false, run],
    ['exited', true, run],
    ['exited', null, run],
  ])('one that is %s, frozen: %s, stays as it is', (state, checkpointed, lastRun) => {
    expect(isToStartAtBoot({ ...recordWith('always'), lastRun }, { state, checkpointed })).toBe(false);
  });
});

it('the pause grows up to a minute, and is short again after a long run', () => {
  let pause: number | null = null;
  const pauses = Array.from({ length: 12 }, () => {
    pause = pauseAfter(run, pause);
    return pause;
  });
  expect(pauses).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 51_200, 60_000, 60_000]);
  expect(pauseAfter({ startedAt: 0, finishedAt: 10_000 }, 60_000)).toBe(100);
  expect(pauseAfter({ startedAt: 0, finishedAt: 9_999 }, 800)).toBe(1600);
  expect(pauseAfter({ startedAt: 0, finishedAt: null }, 800)).toBe(1600);
});

it.each([
  ['SIGTERM', true],
  [9, true],
  ['int', true],
  ['QUIT', true],
  ['SIGRTMIN+3', true],
  [37, true],
  ['SIGHUP', false],
  ['SIGUSR1', false],
  ['SIGNOPE', false],
])('the signal %s asks one that stops by SIGRTMIN+3 to end: %s', (signal, expected) => {
  expect(asksToEnd(signal, 'SIGRTMIN+3')).toBe(expected);
});
