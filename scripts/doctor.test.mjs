// @ts-check
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { projectRoot } from './setup/paths.mjs';
import { run } from './setup/run.mjs';

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
