// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { umociForTests } from './umoci.mjs';

/** @returns {never} */
const never = () => assert.fail('there was no need');

test('umoci that is there is left alone', async () => {
  await umociForTests({ yes: true, say: never, find: async () => '/usr/bin/umoci', install: never });
});

test('umoci is installed where tests lack it', async () => {
  /** @type {string[]} */
  const installed = [];
  const find = async () => (installed.length > 0 ? '/usr/bin/umoci' : null);
  await umociForTests({ yes: true, say: never, find, install: async (purpose) => void installed.push(purpose) });
  assert.deepEqual(installed, ['umoci']);
});

test('umoci that was installed out of reach is named', async () => {
  const asked = umociForTests({ yes: true, say: never, find: async () => null, install: async () => {} });
  await assert.rejects(asked, /no umoci/);
});
