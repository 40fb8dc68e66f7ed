// @ts-check
/** Steps with root's rights. */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { folderOf } from '../testing/folder.mjs';
import { asRoot, hasRoot, toolFolders } from './as-root.mjs';

test('a command is as it was where this is root', async () => {
  assert.deepEqual(asRoot(['node', 'x'], { PATH: '/bin' }, { isRoot: true }), ['node', 'x']);
  assert.equal(await hasRoot({ isRoot: true }), true);
});

test('a user’s command is run by sudo, with our PATH and without the user’s own folders', () => {
  const [program, ...words] = asRoot(['node', 'x'], { PATH: '/ours:/bin' }, { isRoot: false });
  assert.equal(program, 'sudo');
  assert.deepEqual(words.slice(-3), ['PATH=/ours:/bin', 'node', 'x']);
  for (const folder of ['XDG_CACHE_HOME', 'XDG_RUNTIME_DIR']) assert.equal(words[words.indexOf(folder) - 1], '-u');
  assert.ok(words.includes('--set-home'));
});

test('what tools keep beside the dependencies is found: root’s would be in the user’s way', async (t) => {
  const modules = await folderOf(t);
  for (const name of ['.vite-temp', '.vitest-cache', 'vite']) await mkdir(path.join(modules, name));
  await writeFile(path.join(modules, '.package-lock.json'), '');
  assert.deepEqual((await toolFolders(modules)).toSorted(), [
    path.join(modules, '.vite-temp'),
    path.join(modules, '.vitest-cache'),
  ]);
});
