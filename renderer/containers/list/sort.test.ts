import { describe, expect, test } from 'vitest';
import type { ContainerSummary } from '../../../shared/container.ts';
import { containerSample } from '../../bridge/testing/samples.ts';
import { type ColumnId, columnsOf } from './columns.ts';
import { createSorter } from './sort.ts';

const a = containerSample(1, { name: 'a2', state: 'exited', exitedAt: 10, exitCode: 0, image: 'x/zeta:1' });
const b = containerSample(2, { name: 'a10', state: 'running', startedAt: 20, command: ['alpha'] });
const c = containerSample(3, { name: 'B1', state: 'running', startedAt: 30, image: 'y/beta:1' });
const byId = (...all: ContainerSummary[]) => new Map(all.map((each) => [each.id, each]));
const types = new Map([
  [a.id, 'container_t'],
  [b.id, 'container_init_t'],
  [c.id, ''],
]);
const typeOf = (id: string): string => types.get(id) ?? '';
const names = (column: ColumnId, descending = false): string[] =>
  createSorter()(byId(a, b, c), { column, descending }, typeOf).map(({ name }) => name);

describe('the order', () => {
  test('of names counts numbers as numbers, and knows no case', () => {
    expect(names('name')).toEqual(['a2', 'a10', 'B1']);
    expect(names('name', true)).toEqual(['B1', 'a10', 'a2']);
  });

  test('of states has first what runs', () => expect(names('state')).toEqual(['a10', 'B1', 'a2']));
  test('of states has what is frozen before what is over', () => {
    const frozen = { ...a, id: 'f', name: 'z', checkpointed: true };
    const sorted = createSorter()(byId(a, b, frozen), { column: 'state', descending: false }, typeOf);
    expect(sorted.map(({ name }) => name)).toEqual(['a10', 'z', 'a2']);
  });
  test('of the status has the newest first within a state', () => expect(names('status')).toEqual(['B1', 'a10', 'a2']));
  test('of types', () => expect(names('selinux', true)).toEqual(['a2', 'a10', 'B1']));
  test('of images goes by what tells them apart, not by where they are from', () =>
    expect(names('image')).toEqual(['B1', 'a10', 'a2']));

  test.each(columnsOf(false).map(({ id }) => id))('by %s is the same whatever came first', (column) => {
    const turned = createSorter()(byId(c, b, a), { column, descending: false }, typeOf).map(({ name }) => name);
    expect(turned).toEqual(names(column));
  });

  test('follows what comes, changes and goes', () => {
    const sort = createSorter();
    const by = { column: 'name', descending: false } as const;
    sort(byId(a, b, c), by, typeOf);
    const renamed = { ...c, name: 'a1' };
    const fresh = containerSample(4, { name: 'a3' });
    expect(sort(byId(renamed, fresh, b), by, typeOf).map(({ name }) => name)).toEqual(['a1', 'a3', 'a10']);
  });
});
