// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runtimeSpecForTests } from './runtime-spec.mjs';

/** @returns {never} */
const never = () => assert.fail('there was no need');

test('a schema that is there is left alone', async () => {
  await runtimeSpecForTests({ yes: true, say: never, find: async () => true, install: never });
});

test('the schema is installed where tests lack it', async () => {
  /** @type {string[]} */
  const installed = [];
  const find = async () => installed.length > 0;
  await runtimeSpecForTests({ yes: true, say: never, find, install: async (purpose) => void installed.push(purpose) });
  assert.deepEqual(installed, ['runtimeSpec']);
});

test('a schema that was installed out of reach is named', async () => {
  const asked = runtimeSpecForTests({ yes: true, say: never, find: async () => false, install: async () => {} });
  await assert.rejects(asked, /JSON schema/);
});
