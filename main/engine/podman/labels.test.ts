import { afterEach, describe, expect, it, vi } from 'vitest';
import { GantryError } from '../../../shared/errors.ts';
import type { ContainerLabels } from '../../../shared/selinux.ts';
import { Labels } from './labels.ts';

/** An engine that answers when it is told to. */
function setUp() {
  const asked: string[] = [];
  const answers = new Map<string, (isThere: boolean) => void>();
  const bundles: (readonly ContainerLabels[])[] = [];
  let wake = (): void => {};
  const labels = new Labels({
    ask: (containerId) =>
      new Promise((resolve, reject) => {
        asked.push(containerId);
        answers.set(containerId, (isThere) =>
          isThere
            ? resolve({ containerId, processLabel: 'p', mountLabel: 'm' })
            : reject(new GantryError({ code: 'engine-unreachable', message: 'gone' })),
        );
      }),
    found: (bundle) => {
      bundles.push(bundle);
      wake();
    },
  });
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    labels,
    asked,
    bundles,
    async answer(id: string, isThere = true): Promise<void> {
      answers.get(id)?.(isThere);
      await turn();
    },
    bundle: () => new Promise<void>((resolve) => (wake = resolve)),
  };
}

afterEach(() => void vi.useRealTimers());

const ids = Array.from({ length: 10 }, (_, index) => `c${index}`);

describe('labels', () => {
  it('are asked for four at a time, those in view first', async () => {
    const { labels, asked, answer } = setUp();
    labels.setEnabled(true);
    labels.first(['c9', 'c7']);
    labels.present(ids);
    expect(asked).toEqual(['c9', 'c7', 'c0', 'c1']);
    labels.first(['c8']);
    await answer('c0');
    await answer('c7');
    expect(asked.slice(4)).toEqual(['c8', 'c2']);
  });

  it('are asked for once, and told in bundles', async () => {
    const { labels, asked, answer, bundle, bundles } = setUp();
    labels.setEnabled(true);
    labels.present(ids.slice(0, 3));
    const told = bundle();
    for (const id of ids.slice(0, 3)) await answer(id);
    await told;
    expect(bundles.map((each) => each.length)).toEqual([3]);
    labels.present(ids.slice(0, 3));
    expect(asked).toHaveLength(3);
    expect(labels.known()).toHaveLength(3);
  });

  it('are not asked for where SELinux is off', () => {
    const { labels, asked } = setUp();
    labels.setEnabled(false);
    labels.present(ids);
    labels.first(['c1']);
    expect(asked).toEqual([]);
  });

  it('of a removed container are forgotten, an answer under way too', async () => {
    const { labels, answer } = setUp();
    labels.setEnabled(true);
    labels.present(['c0', 'c1']);
    await answer('c0');
    labels.forget(['c0', 'c1']);
    await answer('c1');
    expect(labels.known()).toEqual([]);
  });

  it('that could not be had are asked for again with the next list', async () => {
    const { labels, asked, answer } = setUp();
    labels.setEnabled(true);
    labels.present(['c0']);
    await answer('c0', false);
    labels.present(['c0']);
    expect(asked).toEqual(['c0', 'c0']);
  });

  it('that could not be had are asked for again by themselves, after growing pauses, until they are there', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const { labels, asked, answer } = setUp();
    labels.setEnabled(true);
    labels.present(['c0']);
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
    expect(labels.known()).toHaveLength(1);
    vi.advanceTimersByTime(600_000);
    expect(asked).toHaveLength(3);
  });

  it('that could not be had are not asked for again once their container is gone, nor while nobody answers', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const { labels, asked, answer } = setUp();
    labels.setEnabled(true);
    labels.present(['c0', 'c1']);
    await answer('c0', false);
    await answer('c1', false);
    labels.forget(['c0']);
    labels.setEnabled(false);
    vi.advanceTimersByTime(600_000);
    expect(asked).toEqual(['c0', 'c1']);
    labels.setEnabled(true);
    expect(asked).toEqual(['c0', 'c1', 'c1']);
  });
});
