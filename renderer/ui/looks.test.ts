import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lookAtAge } from './looks.ts';

/** A whole ten seconds. */
const now = 1_700_000_000_000;
const ends: (() => void)[] = [];

beforeEach(() => void vi.useFakeTimers({ now }));
afterEach(() => {
  for (const end of ends.splice(0)) end();
  expect(vi.getTimerCount()).toBe(0);
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Seconds after `now` at which an age of so many seconds is looked at. */
function looksAt(seconds: number): number[] {
  const times: number[] = [];
  ends.push(lookAtAge(now - seconds * 1000, () => times.push((Date.now() - now) / 1000)));
  return times;
}

test('one below a minute is looked at when it is due, so that two of the same age don’t differ', () => {
  const [first, second] = [looksAt(19.4), looksAt(19.6)];
  vi.advanceTimersByTime(1000);
  expect([first, second]).toEqual([[0.6], [0.4]]);
});

test('a young age is looked at each second', () => {
  const times = looksAt(6);
  vi.advanceTimersByTime(3000);
  expect(times).toEqual([1, 2, 3]);
});

test('older ones are looked at together, and by one timer', () => {
  const [first, second, third] = [looksAt(63), looksAt(118), looksAt(3597)];
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(65_000);
  expect([first, second, third]).toEqual([[60], [10], [10]]);
});

test('one that is older by minutes is left alone in between', () => {
  const times = looksAt(200);
  vi.advanceTimersByTime(110_000);
  expect(times).toEqual([40, 100]);
});

test('nothing is looked at while nobody sees it, and all at once when somebody does', () => {
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  const times = looksAt(23);
  vi.advanceTimersByTime(34_000);
  expect(times).toEqual([]);
  hidden.mockReturnValue(false);
  document.dispatchEvent(new Event('visibilitychange'));
  expect(times).toEqual([34]);
  hidden.mockReturnValue(true);
  document.dispatchEvent(new Event('visibilitychange'));
  expect(vi.getTimerCount()).toBe(0);
});
