import { expect, test } from 'vitest';
import { numberTabs } from './tab-numbers.ts';

const tab = (id: string, containerId: string) => ({ id, engineId: 'podman', containerId });

test('the terminals of a container are counted, each container for itself', () => {
  const numbers = numberTabs(new Map(), [tab('a', 'web'), tab('b', 'db'), tab('c', 'web')]);
  expect([...numbers]).toEqual([
    ['a', 1],
    ['b', 1],
    ['c', 2],
  ]);
});

test('one keeps its number when another is closed, whose number goes to the next', () => {
  const before = numberTabs(new Map(), [tab('a', 'web'), tab('b', 'web')]);
  const after = numberTabs(before, [tab('b', 'web')]);
  expect(after.get('b')).toBe(2);
  expect(Object.fromEntries(numberTabs(after, [tab('b', 'web'), tab('c', 'web')]))).toEqual({ b: 2, c: 1 });
});
