// @ts-check
import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { test } from 'node:test';
import { run } from '../setup/run.mjs';
import { inOwnNetwork } from './own-network.mjs';

const listed = [process.execPath, '-p', 'Object.keys(os.networkInterfaces()).join()'];

/** @param {string[]} command */
async function printed([program = '', ...args]) {
  const { code, stdout, stderr } = await run(program, args);
  assert.equal(code, 0, stderr);
  return stdout.trim();
}

test('a command sees only the network of its own, where root’s rights make one', async () => {
  const command = await inOwnNetwork(listed);
  assert.equal(await printed(command), command === listed ? Object.keys(networkInterfaces()).join() : 'lo');
  if (process.getuid?.() === 0) assert.notEqual(command, listed);
});

test('a user’s command stays as it is', async () => {
  assert.equal(await inOwnNetwork(listed, { isPossible: async () => false }), listed);
});
