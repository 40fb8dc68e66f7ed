// @ts-check
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { projectRoot, toolNode } from './setup/paths.mjs';

/** What imports what, and the rule that forbids it; null: it may. */
const imports = /** @type {const} */ ([
  ['main/calls/a.ts', 'main/gantry.ts', null],
  ['main/gantry.ts', 'main/session/a.ts', null],
  ['main/engine/a.ts', 'main/runtime/a.ts', null],
  ['main/session/b.ts', 'main/runtime/a.ts', null],
  ['main/checkpoint/b.ts', 'main/runtime/a.ts', null],
  ['main/engine/b.ts', 'main/selinux/a.ts', null],
  ['main/runtime/b.ts', 'main/host/a.ts', null],
  ['main/runtime/c.ts', 'main/session/a.ts', 'runtime-knows-no-room-above'],
  ['main/runtime/d.ts', 'main/checkpoint/a.ts', 'runtime-knows-no-room-above'],
  ['main/runtime/e.ts', 'main/engine/c.ts', 'runtime-never-imports-engine'],
  ['main/session/c.ts', 'main/checkpoint/a.ts', 'rooms-stand-side-by-side'],
  ['main/checkpoint/c.ts', 'main/session/a.ts', 'rooms-stand-side-by-side'],
  ['main/engine/d.ts', 'main/session/a.ts', 'engine-knows-no-session'],
  ['main/engine/f.ts', 'main/checkpoint/e.ts', null],
  ['main/engine/e.ts', 'main/calls/b.ts', 'calls-are-the-top-of-main'],
  ['main/session/d.ts', 'main/calls/b.ts', 'calls-are-the-top-of-main'],
  ['main/checkpoint/d.ts', 'main/gantry.ts', 'gantry-puts-the-rooms-together'],
  ['main/host/b.ts', 'main/selinux/a.ts', 'host-knows-no-selinux'],
  ['main/selinux/b.ts', 'main/runtime/a.ts', 'host-is-the-ground'],
]);

test('the layer rules forbid what the drawing of the architecture does not show, and nothing else', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'gantry-layers-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  /** @param {string} file @param {string} text */
  const put = async (file, text) => {
    await mkdir(path.join(folder, path.dirname(file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  };
  for (const [, to] of imports) await put(to, 'export const a = 1;\n');
  for (const [from, to] of imports) {
    const relative = path.posix.relative(path.posix.dirname(from), to);
    await put(from, `export { a } from '${relative.startsWith('.') ? relative : `./${relative}`}';\n`);
  }
  const { stdout } = spawnSync(
    toolNode,
    [
      path.join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      ...['--config', path.join(projectRoot, '.dependency-cruiser.cjs'), '--output-type', 'json', 'main'],
    ],
    { cwd: folder, encoding: 'utf8' },
  );
  /** @type {{ summary: { violations: { from: string, to: string, rule: { name: string } }[] } }} */
  const { summary } = JSON.parse(stdout);
  const found = summary.violations.map(({ from, to, rule }) => `${from} → ${to}: ${rule.name}`);
  const expected = imports.flatMap(([from, to, rule]) => (rule === null ? [] : [`${from} → ${to}: ${rule}`]));
  assert.deepEqual(found.sort(), expected.sort());
});
