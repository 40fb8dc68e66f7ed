// @ts-check
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { pageFiles, withFigures } from './page.mjs';
import { textTable } from './table.mjs';

const figures = [
  {
    name: 'event-p95',
    engine: 'podman 5',
    measured: 20,
    unit: 'ms',
    yardstick: 10,
    ratio: 2,
    goal: '≤ 1 ×',
    ok: false,
  },
  { name: 'filter', engine: 'podman 5', measured: 7, unit: 'ms', yardstick: null, ratio: null, goal: null, ok: null },
];

test('figures are a table of even columns, and a missed goal says so', () => {
  assert.equal(
    textTable(figures),
    [
      'Figure     Measured  Yardstick  Ratio  Goal',
      'event-p95  20 ms     10 ms      2 ×    ≤ 1 ×  missed',
      'filter     7 ms      –          –      –',
    ].join('\n'),
  );
});

test('the page gets the figures between its marks, and the rest stays', () => {
  const page = 'before\n<!-- figures -->\nold\n<!-- end of the figures -->\nafter\n';
  const written = withFigures(page, figures);
  assert.match(written, /^before\n<!-- figures -->\n\nMeasured with podman 5\.\n\n\| Figure /);
  assert.match(written, /\n\| event-p95 +\| 20 ms +\| 10 ms +\| 2 × +\| ≤ 1 × \| missed \|\n/);
  assert.match(written, /\|\n\n<!-- end of the figures -->\nafter\n$/);
  assert.doesNotMatch(written, /old/);
  assert.equal(withFigures(written, figures), written);
  assert.throws(() => withFigures('no marks', figures), /no place/);
});

test('the page about performance shows the figures beside it', async () => {
  const files = pageFiles();
  const page = await readFile(files.page, 'utf8');
  assert.equal(page, withFigures(page, JSON.parse(await readFile(files.figures, 'utf8'))));
});
