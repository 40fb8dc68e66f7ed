// @ts-check
/** The test run's own logic: what counts as passed. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { folderOf } from '../testing/folder.mjs';
import { playwrightCounts, tapCounts, vitestCounts } from './counts.mjs';
import { chooseSteps, lastLine } from './main.mjs';
import { runStep } from './run-step.mjs';
import { steps } from './steps.mjs';

describe('the counts', () => {
  test("are read from each runner's report", () => {
    assert.deepEqual(vitestCounts('{"numPassedTests":7,"numFailedTests":2}', 1), { passed: 7, failed: 2 });
    const played = '{"stats":{"expected":5,"unexpected":3}}';
    assert.deepEqual(playwrightCounts(played, 1), { passed: 5, failed: 3 });
    assert.deepEqual(tapCounts('ok 1\n# tests 9\n# pass 6\n# fail 2\n# cancelled 1\n', 1), { passed: 6, failed: 3 });
  });

  test('have none as passed that was left out, or needed a second try', () => {
    const report = '{"numPassedTests":7,"numFailedTests":0,"numPendingTests":2,"numTodoTests":1}';
    assert.deepEqual(vitestCounts(report, 0), { passed: 7, failed: 3 });
    const played = '{"stats":{"expected":5,"unexpected":0,"flaky":1,"skipped":2}}';
    assert.deepEqual(playwrightCounts(played, 0), { passed: 5, failed: 3 });
    assert.deepEqual(tapCounts('# pass 6\n# fail 0\n# skipped 1\n# todo 2\n', 0), { passed: 6, failed: 3 });
  });

  test('of a runner that fails without a failed test are a failure', () => {
    assert.deepEqual(vitestCounts('{"numPassedTests":7,"numFailedTests":0}', 1), { passed: 7, failed: 1 });
    assert.deepEqual(tapCounts('# pass 4\n# fail 0\n', 7), { passed: 4, failed: 1 });
  });

  test('of a runner that found no test are a failure', () => {
    assert.deepEqual(playwrightCounts('{"stats":{"expected":0}}', 0), { passed: 0, failed: 1 });
    assert.deepEqual(tapCounts('', 0), { passed: 0, failed: 1 });
  });

  test('of a runner that left half a report are not guessed', () => {
    assert.throws(() => vitestCounts('{"numPassed', 1));
  });

  test('end the run in a line that machines read', () => {
    assert.equal(lastLine(12, 0), '12 passed, 0 failed');
  });
});

describe('the steps', () => {
  test('are all of them unless some are named', () => {
    assert.deepEqual(chooseSteps([]), steps);
    assert.deepEqual(
      chooseSteps(['unit', 'lint']).map((step) => step.name),
      ['lint', 'unit'],
    );
  });

  test('build the app before it is opened', () => {
    for (const name of ['e2e', 'selinux', 'pack']) {
      assert.deepEqual(
        chooseSteps([name]).map((step) => step.name),
        ['build', name],
      );
    }
  });

  test('that do not exist are refused with those that do', () => {
    assert.throws(() => chooseSteps(['unti']), /no step "unti".*lint.*unit.*e2e/);
  });
});

test('the step that needs a machine with SELinux says why there is none', async () => {
  const step = steps.find(({ name }) => name === 'selinux');
  const machine = /** @type {any} */ ({ noSelinuxMachine: 'It is built for x64 only.' });
  const run = async () => step?.run({ root: '/', results: '/', env: {}, machine });
  await assert.rejects(run, /x64 only/);
});

describe('a command of a step', () => {
  test('is shown, logged, and gives its exit code', async (t) => {
    const folder = await folderOf(t);
    const log = path.join(folder, 'step.log');
    const command = [process.execPath, '-e', 'console.log("# out"); console.error("# err"); process.exitCode = 3'];
    assert.equal(await runStep(command, { cwd: folder, env: process.env, log }), 3);
    assert.deepEqual((await readFile(log, 'utf8')).trim().split('\n').sort(), ['# err', '# out']);
  });

  test('that leaves a program running holds nothing up', async (t) => {
    const folder = await folderOf(t);
    const log = path.join(folder, 'step.log');
    const started = performance.now();
    const left = await runStep(['sh', '-c', 'sleep 8 & exit 0'], { cwd: folder, env: process.env, log });
    assert.equal(left, 0);
    assert.ok(performance.now() - started < 6000);
  });

  test('that is not there has failed', async (t) => {
    const folder = await folderOf(t);
    assert.equal(
      await runStep(['/nowhere/program'], { cwd: folder, env: process.env, log: path.join(folder, 'l') }),
      127,
    );
  });
});
