import { describe, expect, it } from 'vitest';
import type { TerminalSize } from '../../shared/session.ts';
import { Resizer } from './resizer.ts';

const columns = (number: number): TerminalSize => ({ columns: number, rows: 24 });

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
  return {
    asked,
    send,
    answer: () => waiting.shift()?.resolve(),
    fail: () => waiting.shift()?.reject(new Error('gone')),
  };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('resizing', () => {
  it('asks one after the other, and leaves out those between', async () => {
    const { asked, send, answer } = slowEngine();
    const resizer = new Resizer(send);
    for (const size of [80, 81, 82, 83]) resizer.resize(columns(size));
    await settled();
    expect(asked).toEqual([80]);
    answer();
    await settled();
    expect(asked).toEqual([80, 83]);
  });

  it('sends the last size even when the one before failed', async () => {
    const { asked, send, fail } = slowEngine();
    const resizer = new Resizer(send);
    resizer.resize(columns(80));
    resizer.resize(columns(132));
    fail();
    await settled();
    expect(asked).toEqual([80, 132]);
  });

  it('sends a size that comes after all others were answered', async () => {
    const { asked, send, answer } = slowEngine();
    const resizer = new Resizer(send);
    resizer.resize(columns(80));
    answer();
    await settled();
    resizer.resize(columns(100));
    expect(asked).toEqual([80, 100]);
  });
});
