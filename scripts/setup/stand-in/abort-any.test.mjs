// @ts-check
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

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

test('what nobody holds any more goes, though the long-lived signal stays', async () => {
  setFlagsFromString('--expose_gc');
  const collectGarbage = runInNewContext('gc');
  const long = new AbortController();
  const made = Array.from({ length: 100 }, () => new WeakRef(any([long.signal])));
  // What a weak reference was made of in this turn of the event loop is kept for the rest of it.
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  const held = any([long.signal]);
  assert.equal(made.filter((each) => each.deref() !== undefined).length, 0);
  long.abort('over');
  assert.equal(held.reason, 'over');
});
