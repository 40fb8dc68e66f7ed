import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Operation } from '../shared/checkpoint.ts';
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

const freeze: Operation = { operationId: 'o', kind: 'freeze', name: 'cache' };

function guardOf(sessions: readonly SessionSummary[], nativeAnswer = false, operations: readonly Operation[] = []) {
  const quit = vi.fn();
  const askPage = vi.fn();
  const askNatively = vi.fn(async () => nativeAnswer);
  const underWay = Promise.withResolvers<void>();
  const ending = () => ({ sessions: [...sessions], operations: [...operations] });
  const operationsSettled = () => underWay.promise;
  const guard = new QuitGuard({ ending, operationsSettled, askPage, askNatively, quit });
  return { quit, askPage, askNatively, guard, operationsEnd: underWay.resolve };
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
  expect(askPage).toHaveBeenCalledWith({ sessions: [session], operations: [] });
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
  expect(askNatively).toHaveBeenCalledWith({ sessions: [session], operations: [] });
  // What the page says when it works again comes too late, and it is told so.
  guard.answer('quit');
  expect(askPage).toHaveBeenLastCalledWith({ sessions: [], operations: [] });
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

it('what is under way is a reason to ask, and the app quits as soon as it is done', async () => {
  const { guard, askPage, quit, operationsEnd } = guardOf([], false, [freeze]);
  expect(guard.mayClose()).toBe(false);
  expect(askPage).toHaveBeenCalledWith({ sessions: [], operations: [freeze] });
  guard.answer('asking');
  guard.answer('quit-when-done');
  await vi.advanceTimersByTimeAsync(10 * patience);
  expect(quit).not.toHaveBeenCalled();
  operationsEnd();
  await vi.advanceTimersByTimeAsync(0);
  expect(quit).toHaveBeenCalledOnce();
});

it('whoever has thought better of it meanwhile stays', async () => {
  const { guard, quit, operationsEnd } = guardOf([], false, [freeze]);
  guard.mayClose();
  guard.answer('quit-when-done');
  guard.answer('stay');
  operationsEnd();
  await vi.advanceTimersByTimeAsync(0);
  expect(quit).not.toHaveBeenCalled();
});

it('says each on one line, and no more than are read', () => {
  expect(linesOf({ sessions: [session, { ...session, command: [] }], operations: [] })).toBe(
    'web: psql -U postgres\nweb: shell',
  );
  expect(linesOf({ sessions: [{ ...session, command: ['a\nb\u202e'] }], operations: [] })).toBe('web: a b ');
  expect(
    linesOf({ sessions: new Array(20).fill(session), operations: [freeze] })
      .split('\n')
      .at(-1),
  ).toBe('and 9 more');
});
