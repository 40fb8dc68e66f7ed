// @ts-check
import assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { projectRoot } from './setup/paths.mjs';
import { run } from './setup/run.mjs';
import { folderOf } from './testing/folder.mjs';

const script = path.join(projectRoot, 'scripts', 'doctor.mjs');

test('the doctor tells of this machine, and its exit code whether the app can run', async () => {
  const done = await run(process.execPath, [script, '--json'], { timeout: 60_000 });
  const { items } = JSON.parse(done.stdout);
  const node = items.find((/** @type {{ id: string }} */ item) => item.id === 'node');
  assert.deepEqual({ state: node.state, found: node.found }, { state: 'ok', found: process.versions.node });
  const essential = ['node', 'dependencies', 'electron', 'podman', 'runtime', 'conmon', 'display'];
  const lacks = items.some((/** @type {any} */ item) => item.state === 'missing' && essential.includes(item.id));
  assert.equal(done.code, lacks ? 1 : 0);
});

test('the doctor speaks in lines', async () => {
  const done = await run(process.execPath, [script], { timeout: 60_000 });
  assert.match(done.stdout, new RegExp(`^Node +ok +${process.versions.node}$`, 'm'));
});

test('the doctor tells all of it in a fresh clone, on a Node that runs no TypeScript', async (t) => {
  const clone = await folderOf(t);
  const parts = ['scripts', 'main/host/doctor', 'package.json'];
  await Promise.all(parts.map((part) => cp(path.join(projectRoot, part), path.join(clone, part), { recursive: true })));
  const args = ['--no-experimental-strip-types', path.join(clone, 'scripts', 'doctor.mjs'), '--json'];
  const [there, here] = await Promise.all([
    run(process.execPath, args, { timeout: 60_000 }),
    run(process.execPath, [script, '--json'], { timeout: 60_000 }),
  ]);
  assert.equal(there.code, 1, there.stderr);
  const ids = (/** @type {string} */ report) => JSON.parse(report).items.map((/** @type {any} */ item) => item.id);
  assert.deepEqual(ids(there.stdout), ids(here.stdout));
  const lacking = JSON.parse(there.stdout).items.find((/** @type {any} */ item) => item.id === 'dependencies');
  assert.deepEqual([lacking.state, lacking.remedy], ['missing', '`npm run setup` installs them.']);
});
