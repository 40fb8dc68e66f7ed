/** The time, such that moments of several processes can be compared. */
import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds since 1970, finer than the system's clock tells them: the same in every process of a machine. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

/** In a page: the same. */
export const pageNow = 'performance.timeOrigin + performance.now()';

/** Milliseconds by which two processes may differ before what is measured across them means nothing. */
const mostApart = 2;

/**
 * Throws when a page's clock and ours disagree, as they do after the machine's has been set.
 * @param ask for the page's time
 */
export async function mustShareClock(ask: () => Promise<number>): Promise<void> {
  let apart = Number.POSITIVE_INFINITY;
  for (let trial = 0; trial < 5; trial += 1) {
    const before = now();
    const there = await ask();
    apart = Math.min(apart, Math.max(before - there, there - now(), 0));
  }
  if (!(apart <= mostApart)) throw new Error(`The page's clock is ${apart} ms off: its times can't be compared.`);
}

/** Milliseconds. */
const patience = 10_000;

/** Rejects when what is waited for has not come in ten seconds. */
export async function inTime<T>(promise: Promise<T>, what: string): Promise<T> {
  const over = new AbortController();
  const late = pause(patience, undefined, { signal: over.signal }).then(() => {
    throw new Error(`${what} has not come in ${patience / 1000} s.`);
  });
  late.catch(() => {});
  try {
    return await Promise.race([promise, late]);
  } finally {
    over.abort();
  }
}
