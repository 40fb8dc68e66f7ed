import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SessionSummary } from '../shared/session.ts';
import { linesOf, patience, QuitGuard } from './quit.ts';

const session: SessionSummary = {
  id: 's',
  engineId: 'e',
  containerId: 'c',
  containerName: 'web',
  kind: 'exec',
  command: ['psql', '-U', 'postgres'],
  terminal: true,
  endsInput: false,
  state: { state: 'running' },
  openedAt: 0,
};

function guardOf(sessions: readonly SessionSummary[], nativeAnswer = false) {
  const quit = vi.fn();
  const askPage = vi.fn();
  const askNatively = vi.fn(async () => nativeAnswer);
  return { quit, askPage, askNatively, guard: new QuitGuard({ ending: () => sessions, askPage, askNatively, quit }) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('nobody is asked where nothing would end', () => {
  const { guard, askPage } = guardOf([]);
  expect(guard.mayClose()).toBe(true);
  expect(askPage).not.toHaveBeenCalled();
});

it('the page asks, and has all the time it takes', async () => {
  const { guard, askPage, askNatively, quit } = guardOf([session]);
  expect(guard.mayClose()).toBe(false);
  expect(askPage).toHaveBeenCalledWith([session]);
  guard.answer('asking');
  await vi.advanceTimersByTimeAsync(10 * patience);
  expect(askNatively).not.toHaveBeenCalled();
  guard.answer('quit');
  expect(quit).toHaveBeenCalledOnce();
  expect(guard.mayClose()).toBe(true);
});

it.each([true, false])('where the page hangs the desktop asks; the answer is %s', async (answer) => {
  const { guard, askPage, askNatively, quit } = guardOf([session], answer);
  expect(guard.mayClose()).toBe(false);
  await vi.advanceTimersByTimeAsync(patience - 1);
  expect(askNatively).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(askNatively).toHaveBeenCalledWith([session]);
  // What the page says when it works again comes too late, and it is told so.
  guard.answer('quit');
  expect(askPage).toHaveBeenLastCalledWith([]);
  expect(quit).toHaveBeenCalledTimes(answer ? 1 : 0);
  expect(guard.mayClose()).toBe(answer);
});

it('also where the page hangs only after it has asked', async () => {
  const { guard, askNatively } = guardOf([session]);
  guard.mayClose();
  guard.answer('asking');
  guard.mayClose();
  await vi.advanceTimersByTimeAsync(patience);
  expect(askNatively).toHaveBeenCalledOnce();
});

it('a signal is no question, whatever is being asked', async () => {
  const { guard, askNatively, quit } = guardOf([session]);
  guard.mayClose();
  guard.quitUnasked();
  expect(quit).toHaveBeenCalledOnce();
  expect(guard.mayClose()).toBe(true);
  await vi.advanceTimersByTimeAsync(patience);
  expect(askNatively).not.toHaveBeenCalled();
});

it('the page quits nothing unasked', () => {
  const { guard, quit } = guardOf([session]);
  guard.answer('quit');
  expect(quit).not.toHaveBeenCalled();
});

it('says each on one line, and no more than are read', () => {
  expect(linesOf([session, { ...session, command: [] }])).toBe('web: psql -U postgres\nweb: shell');
  expect(linesOf([{ ...session, command: ['a\nb\u202e'] }])).toBe('web: a b ');
  expect(linesOf(new Array(20).fill(session)).split('\n').at(-1)).toBe('and 8 more');
});
