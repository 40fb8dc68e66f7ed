// @ts-check
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { createRequire } from 'node:module';
import { test } from 'node:test';

const { any } = createRequire(import.meta.url)('./loader/abort-any.cjs');

test('a long-lived signal has one listener, however many are made of it, and ends them all', () => {
  const long = new AbortController();
  const made = Array.from({ length: 100 }, () => any([long.signal, new AbortController().signal]));
  const nested = any([made[0], new AbortController().signal]);
  assert.equal(getEventListeners(long.signal, 'abort').length, 1);
  long.abort('over');
  assert.ok([...made, nested].every((signal) => signal.aborted && signal.reason === 'over'));
  assert.equal(any([long.signal]).reason, 'over');
});
