// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answeredBeforehand } from './prepare.mjs';

test('--yes and a CI agree to packages beforehand', () => {
  assert.equal(answeredBeforehand(['--yes'], {}), true);
  assert.equal(answeredBeforehand([], { CI: 'true' }), true);
  assert.equal(answeredBeforehand([], { CI: 'false' }), false);
  assert.equal(answeredBeforehand(['unit'], { CI: '' }), false);
  assert.equal(answeredBeforehand([], {}), false);
});
