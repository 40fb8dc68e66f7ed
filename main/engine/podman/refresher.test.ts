import { describe, expect, it } from 'vitest';
import type { ContainerSummary } from '../../../shared/container.ts';
import { summaryOf } from '../../../shared/testing/summary.ts';
import { Refresher } from './refresher.ts';

const container = (id: string) => summaryOf({ id, name: id });

/** A list that answers when it is told to. */
function setUp() {
  const readings: { ids: readonly string[] | undefined; answer: (found: string[]) => Promise<void> }[] = [];
  const told: unknown[] = [];
  const ending = new AbortController();
  const names = (containers: readonly ContainerSummary[]) => containers.map(({ id }) => id);
  const refresher = new Refresher(
    {
      read: (ids) =>
        new Promise((resolve) => {
          const answer = async (found: string[]): Promise<void> => {
            resolve(found.map(container));
            await new Promise((done) => setImmediate(done));
          };
          readings.push({ ids, answer });
        }),
      some: (changed, gone) => told.push({ changed: names(changed), gone }),
      all: (containers) => told.push({ all: names(containers) }),
      failed: (thrown) => told.push(thrown),
    },
    ending.signal,
  );
  return { refresher, readings, told, ending };
}

describe('reading containers again', () => {
  it('collects what is named while one reading is under way', async () => {
    const { refresher, readings, told } = setUp();
    for (const id of ['a', 'b', 'c', 'b']) refresher.refresh(id);
    expect(readings.map(({ ids }) => ids)).toEqual([['a']]);
    await readings[0]?.answer(['a']);
    expect(readings[1]?.ids).toEqual(['b', 'c']);
    await readings[1]?.answer(['c']);
    expect(told).toEqual([
      { changed: ['a'], gone: [] },
      { changed: ['c'], gone: ['b'] },
    ]);
    expect(readings).toHaveLength(2);
  });

  it('does not bring back what was removed meanwhile', async () => {
    const { refresher, readings, told } = setUp();
    refresher.refresh('a');
    refresher.removed('a');
    await readings[0]?.answer(['a']);
    expect(told).toEqual([{ changed: [], gone: [] }]);
  });

  it('brings back what was made anew with the same id after it was removed', async () => {
    const { refresher, readings, told } = setUp();
    refresher.refresh('a');
    refresher.removed('a');
    refresher.refresh('a');
    await readings[0]?.answer(['a']);
    await readings[1]?.answer(['a']);
    expect(told.at(-1)).toEqual({ changed: ['a'], gone: [] });
  });

  it('of all takes the place of each', async () => {
    const { refresher, readings, told } = setUp();
    refresher.refresh('a');
    refresher.refresh('b');
    refresher.refreshAll();
    await readings[0]?.answer(['a']);
    expect(readings[1]?.ids).toBeUndefined();
    await readings[1]?.answer(['a', 'b']);
    expect(told.at(-1)).toEqual({ all: ['a', 'b'] });
    expect(readings).toHaveLength(2);
  });

  it('of a connection that is over tells nothing', async () => {
    const { refresher, readings, told, ending } = setUp();
    refresher.refresh('a');
    ending.abort();
    await readings[0]?.answer(['a']);
    expect(told).toEqual([]);
  });
});
