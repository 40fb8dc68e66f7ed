import { describe, expect, test } from 'vitest';
import { containerSample } from '../../bridge/testing/samples.ts';
import { filterContainers, seeksFrozen } from './filter.ts';

const web = containerSample(1, { name: 'web', image: 'localhost/shop/web:2', state: 'running', command: ['nginx'] });
const db = containerSample(2, { name: 'db', image: 'localhost/shop/db:16', state: 'exited', pod: 'shop' });
const types = new Map([
  [web.id, 'container_t'],
  [db.id, 'container_init_t'],
]);
const ice = containerSample(3, { name: 'ice', state: 'exited', exitCode: 0, checkpointed: true });
const found = (filter: string): string[] =>
  filterContainers([web, db, ice], filter, (id) => types.get(id) ?? '').map(({ name }) => name);

describe('the filter', () => {
  test.each([
    ['', ['web', 'db', 'ice']],
    ['NGINX', ['web']],
    ['shop', ['web', 'db']],
    ['shop web', ['web']],
    ['is:running', ['web']],
    ['is:exit', ['db']],
    ['is:frozen', ['ice']],
    ['frozen', ['ice']],
    ['type:container_init', ['db']],
    ['container_t', ['web']],
    ['name:d', ['db']],
    ['image::16', ['db']],
    ['pod:shop', ['db']],
    ['pid:4001', ['web']],
    ['pid:400', []],
    ['nothing-of-this', []],
  ])('"%s" finds %j', (filter, names) => {
    expect(found(filter)).toEqual(names);
  });

  test.each(['constructor:x', '__proto__:', 'toString:', 'hasOwnProperty:is', ':', 'is:'])(
    '"%s" is a word like any other',
    (filter) => {
      expect(() => found(filter)).not.toThrow();
    },
  );

  test('gives back the same list where there is nothing to filter by, so that nothing is drawn again', () => {
    const list = [web, db];
    expect(filterContainers(list, '  ', () => '')).toBe(list);
  });
});

describe('what is frozen', () => {
  test.each(['is:frozen', 'is:fro', 'web IS:Frozen', 'frozen'])('is looked for by "%s"', (filter) =>
    expect(seeksFrozen(filter)).toBe(true),
  );
  test.each(['', 'is:', 'is:running', 'frozen-foods', 'name:frozen'])('is not by "%s"', (filter) =>
    expect(seeksFrozen(filter)).toBe(false),
  );
});
