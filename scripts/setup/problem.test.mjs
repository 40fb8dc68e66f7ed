// @ts-check
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { problemOf, SetupProblem, writeProblem } from './problem.mjs';

/** @param {Promise<unknown>} promise @returns {Promise<unknown>} */
const errorOf = (promise) =>
  promise.then(
    () => assert.fail('it did not fail'),
    (error) => error,
  );

test('a problem that is understood already stays what it is', () => {
  const problem = new SetupProblem('This.', 'That.');
  assert.equal(problemOf(problem), problem);
});

test('what can not be written is a sentence with the way out', async () => {
  const full = problemOf(await errorOf(writeFile('/dev/full', 'x')));
  assert.match(full?.message ?? '', /^The disk is full\. Make room/);
  const denied = Object.assign(new Error('no'), { syscall: 'mkdir', code: 'EACCES', path: '/home/me' });
  assert.match(problemOf(denied)?.message ?? '', /not be written by you: \/home\/me\. Make it yours again/);
  assert.match(writeProblem('EROFS', '/home/me')?.message ?? '', /read-only: \/home\/me\. Mount/);
});

test('all else is none of these', async () => {
  assert.equal(problemOf(new Error('a bug')), null);
  assert.equal(writeProblem('ENOTFOUND', '/'), null);
  assert.equal(problemOf(await errorOf(writeFile('/nowhere/file', ''))), null);
  const [failure] = await once(spawn('/etc/passwd'), 'error');
  assert.equal(failure.code, 'EACCES');
  assert.equal(problemOf(failure), null);
});
