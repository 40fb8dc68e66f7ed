// @ts-check
/** Steps with root's rights. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asRoot, hasRoot } from './as-root.mjs';

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
