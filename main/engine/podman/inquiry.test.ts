import { afterEach, describe, expect, it, vi } from 'vitest';
import { GantryError } from '../../../shared/errors.ts';
import { Inquiry } from './inquiry.ts';

/** An engine that answers when it is told to. @param onlyInView of which something is asked only in view */
function setUp(onlyInView: readonly string[] = []) {
  const asked: string[] = [];
  const answers = new Map<string, (isThere: boolean) => void>();
  const known = new Set<string>();
  const inquiry = new Inquiry({
    ask: (id) =>
      new Promise((resolve, reject) => {
        asked.push(id);
        answers.set(id, (isThere) => {
          if (isThere) known.add(id);
          if (isThere) resolve();
          else reject(new GantryError({ code: 'engine-unreachable', message: 'gone' }));
        });
      }),
    isWanted: (id, isInView) => !known.has(id) && (isInView || !onlyInView.includes(id)),
  });
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    inquiry,
    asked,
    known,
    async answer(id: string, isThere = true): Promise<void> {
      answers.get(id)?.(isThere);
      await turn();
    },
  };
}

afterEach(() => void vi.useRealTimers());

const ids = Array.from({ length: 10 }, (_, index) => `c${index}`);

describe('what the list does not tell', () => {
  it('is asked of four at a time, those in view first', async () => {
    const { inquiry, asked, answer } = setUp();
    inquiry.first(['c9', 'c7']);
    inquiry.present(ids);
    expect(asked).toEqual([]);
    inquiry.setEnabled(true);
    expect(asked).toEqual(['c9', 'c7', 'c0', 'c1']);
    inquiry.first(['c8']);
    await answer('c0');
    await answer('c7');
    expect(asked.slice(4)).toEqual(['c8', 'c2']);
  });

  it('is asked once', async () => {
    const { inquiry, asked, answer } = setUp();
    inquiry.setEnabled(true);
    inquiry.present(ids.slice(0, 3));
    for (const id of ids.slice(0, 3)) await answer(id);
    inquiry.present(ids.slice(0, 3));
    inquiry.first(ids.slice(0, 3));
    expect(asked).toHaveLength(3);
  });

  it('is asked only of those in view where only they show it', async () => {
    const { inquiry, asked, answer } = setUp(['c0', 'c1', 'c2']);
    inquiry.setEnabled(true);
    inquiry.present(['c0', 'c1', 'c2', 'c3']);
    expect(asked).toEqual(['c3']);
    inquiry.first(['c1']);
    expect(asked).toEqual(['c3', 'c1']);
    await answer('c1');
    expect(asked).toHaveLength(2);
  });

  it('is not asked of anybody while there is nothing to ask', () => {
    const { inquiry, asked } = setUp();
    inquiry.setEnabled(false);
    inquiry.present(ids);
    inquiry.first(['c1']);
    expect(asked).toEqual([]);
  });

  it('is asked again with the next list where it could not be had', async () => {
    const { inquiry, asked, answer } = setUp();
    inquiry.setEnabled(true);
    inquiry.present(['c0']);
    await answer('c0', false);
    inquiry.present(['c0']);
    expect(asked).toEqual(['c0', 'c0']);
  });

  it.each([
    { of: 'any', onlyInView: [], inView: [] },
    { of: 'those in view', onlyInView: ['c0'], inView: ['c0'] },
  ])('is asked again by itself of $of, after growing pauses, until it is known', async ({ onlyInView, inView }) => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const { inquiry, asked, answer, known } = setUp(onlyInView);
    inquiry.setEnabled(true);
    inquiry.first(inView);
    inquiry.present(['c0']);
    await answer('c0', false);
    expect(asked).toHaveLength(1);
    vi.advanceTimersByTime(1000);
    expect(asked).toHaveLength(2);
    await answer('c0', false);
    vi.advanceTimersByTime(1000);
    expect(asked).toHaveLength(2);
    vi.advanceTimersByTime(1000);
    expect(asked).toHaveLength(3);
    await answer('c0');
    expect(known.size).toBe(1);
    vi.advanceTimersByTime(600_000);
    expect(asked).toHaveLength(3);
  });

  it('is not asked again of one that is gone, nor while nobody answers', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const { inquiry, asked, answer } = setUp();
    inquiry.setEnabled(true);
    inquiry.present(['c0', 'c1']);
    await answer('c0', false);
    await answer('c1', false);
    inquiry.forget(['c0']);
    inquiry.setEnabled(false);
    vi.advanceTimersByTime(600_000);
    expect(asked).toEqual(['c0', 'c1']);
    inquiry.setEnabled(true);
    expect(asked).toEqual(['c0', 'c1', 'c1']);
  });
});
