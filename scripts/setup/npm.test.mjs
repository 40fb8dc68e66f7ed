// @ts-check
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { fakePrograms, folderOf, withEnvironment } from '../testing/folder.mjs';
import { npm, npmProblem } from './npm.mjs';

/**
 * A machine with an npm that answers.
 * @param {import('node:test').TestContext} t
 * @param {{ ping: string, install: string }} answers
 */
async function machine(t, { ping, install }) {
  const folder = await folderOf(t);
  const log = path.join(folder, 'log');
  const bin = await fakePrograms(folder, {
    npm: `echo "$*" >> ${log}; case $1 in ping) ${ping};; *) ${install};; esac`,
  });
  withEnvironment(t, { PATH: `${bin}:${process.env.PATH}` });
  return async () => (await readFile(log, 'utf8')).trim().split('\n');
}

const says = (/** @type {string} */ code) => `echo "npm error code ${code}" >&2; exit 1`;

test('npm is run when its registry answers, also one that knows no ping', async (t) => {
  for (const ping of ['exit 0', says('E404')]) {
    const log = await machine(t, { ping, install: 'echo done' });
    assert.equal((await npm(['ci'])).stdout, 'done\n');
    assert.equal((await log()).at(-1), 'ci --loglevel=error');
  }
});

test("without a network npm's cache may do, and nothing is tried for minutes", async (t) => {
  const log = await machine(t, { ping: says('EAI_AGAIN'), install: 'exit 0' });
  assert.equal((await npm(['ci'])).code, 0);
  assert.equal((await log()).at(-1), 'ci --loglevel=error --offline');
});

test("where npm's cache doesn't do, the network is the reason", async (t) => {
  await machine(t, { ping: says('EAI_AGAIN'), install: says('ENOTCACHED') });
  const problem = npmProblem('It failed', await npm(['ci']));
  assert.equal(
    problem.message.split(' (behind')[0],
    "It failed: the npm registry can't be reached (EAI_AGAIN). Check the network",
  );
});

test('what npm says is turned into the way out', () => {
  const failed = { code: 1, stdout: '', timedOut: false };
  const full = npmProblem('It failed', { ...failed, stderr: 'npm ERR! code ENOSPC\nnpm ERR! path /home/me/.npm\n' });
  assert.match(full.message, /^It failed\. The disk is full: \/home\/me\/\.npm\. Make room/);
  const other = npmProblem('It failed', { ...failed, stderr: 'npm error code E403\nnpm error Forbidden\n' });
  assert.match(
    other.message,
    /^It failed \(exit code 1\); npm says:\nnpm error code E403\nnpm error Forbidden Put that right/,
  );
  assert.match(npmProblem('It failed', { ...failed, code: 127, stderr: '' }).message, /there is no npm\. Install it/);
});
