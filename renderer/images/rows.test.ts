import { expect, test } from 'vitest';
import { containerSample } from '../bridge/testing/samples.ts';
import { filterRows, imageRows, type Sorting, sortRows, usersOf } from './rows.ts';
import { imageSample, imageSamples } from './testing/samples.ts';

const [sample] = imageSamples;
const users = usersOf(
  new Map(
    [
      containerSample(1, { name: 'shell', imageId: `sha256:${sample?.id}` }),
      containerSample(2, { name: 'another', imageId: sample?.id ?? '' }),
    ].map((each) => [each.id, each]),
  ),
);
const rows = imageRows(imageSamples, users);
const names = (words: string) => filterRows(rows, words).map(({ name }) => name);
const order = (column: Sorting['column'], descending = false) =>
  sortRows(rows, { column, descending }).map(({ name }) => name);

test('a row is an image with all its names, and who uses it', () => {
  expect(rows.map(({ name, place, names: all, users: who }) => [name, place, all.length, who])).toEqual([
    ['gantry-sample:latest', 'localhost', 1, ['another', 'shell']],
    ['db:17', 'localhost', 2, []],
    ['nginx:1.27', 'registry.example/library', 1, []],
    ['', '', 0, []],
  ]);
});

test('words are looked for in names, ids and users', () => {
  expect(names('POSTGRES 17')).toEqual(['db:17']);
  expect(names('shell')).toEqual(['gantry-sample:latest']);
  expect(names('is:unused')).toEqual(['db:17', 'nginx:1.27', '']);
  expect(names('is:nameless')).toEqual(['']);
  expect(names(imageSample(3).id.slice(0, 12))).toEqual(['nginx:1.27']);
  expect(filterRows(rows, ' ')).toBe(rows);
});

test('are sorted by each column; what has no name comes last among names', () => {
  expect(order('name')).toEqual(['db:17', 'gantry-sample:latest', 'nginx:1.27', '']);
  expect(order('name', true)).toEqual(['nginx:1.27', 'gantry-sample:latest', 'db:17', '']);
  expect(order('sizeBytes', true)).toEqual(['db:17', 'nginx:1.27', '', 'gantry-sample:latest']);
  expect(order('users', true)[0]).toBe('gantry-sample:latest');
  expect(order('createdAt')).toEqual(['gantry-sample:latest', 'db:17', 'nginx:1.27', '']);
  expect(order('id', true)[0]).toBe('');
});
