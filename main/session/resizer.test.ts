import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TerminalSize } from '../../shared/session.ts';
import { Resizer } from './resizer.ts';

const columns = (number: number): TerminalSize => ({ columns: number, rows: 24 });
const pauses = { between: 10, again: [100, 1000] };

/** An engine that answers a resize when the test says so. */
function slowEngine() {
  const asked: number[] = [];
  const waiting: PromiseWithResolvers<void>[] = [];
  const send = (size: TerminalSize): Promise<void> => {
    asked.push(size.columns);
    const answer = Promise.withResolvers<void>();
    waiting.push(answer);
    return answer.promise;
  };
  const settle = () => vi.advanceTimersByTimeAsync(0);
  return {
    asked,
    send,
    answer() {
      waiting.shift()?.resolve();
      return settle();
    },
    fail() {
      waiting.shift()?.reject(new Error('gone'));
      return settle();
    },
  };
}

describe('resizing', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('sends the first size at once', () => {
    const { asked, send } = slowEngine();
    new Resizer(send, pauses).resize(columns(80));
    expect(asked).toEqual([80]);
  });

  it('asks one after the other with a pause, and leaves out those between', async () => {
    const { asked, send, answer } = slowEngine();
    const resizer = new Resizer(send, pauses);
    for (const size of [80, 81, 82, 83]) resizer.resize(columns(size));
    await vi.advanceTimersByTimeAsync(500);
    expect(asked).toEqual([80]);
    await answer();
    await vi.advanceTimersByTimeAsync(9);
    expect(asked).toEqual([80]);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toEqual([80, 83]);
  });

  it('sends the last size even when the one before failed', async () => {
    const { asked, send, fail } = slowEngine();
    const resizer = new Resizer(send, pauses);
    resizer.resize(columns(80));
    resizer.resize(columns(132));
    await fail();
    await vi.advanceTimersByTimeAsync(10);
    expect(asked).toEqual([80, 132]);
  });

  it('sends the last size again a while later, since the engine may have lost it', async () => {
    const asked: number[] = [];
    const resizer = new Resizer(async ({ columns }) => void asked.push(columns), pauses);
    resizer.resize(columns(80));
    await vi.advanceTimersByTimeAsync(50);
    resizer.resize(columns(100));
    await vi.advanceTimersByTimeAsync(99);
    expect(asked).toEqual([80, 100]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toEqual([80, 100, 100, 100]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('sends nothing more once it is disposed of', async () => {
    const asked: number[] = [];
    const resizer = new Resizer(async ({ columns }) => void asked.push(columns), pauses);
    resizer.resize(columns(80));
    resizer[Symbol.dispose]();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toEqual([80]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
