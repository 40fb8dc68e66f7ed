// @ts-check
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { lastWords, run, runQuietly } from './run.mjs';

test('output, input and exit code come back', async () => {
  const done = await run('sh', ['-c', 'cat; echo oh >&2; exit 3'], { input: 'in' });
  assert.deepEqual(done, { code: 3, timedOut: false, stdout: 'in', stderr: 'oh\n' });
});

test('a program that is not there gives 127', async () => {
  assert.equal((await run('/nowhere/program', [])).code, 127);
});

test('after a time-out the children of the program have ended too', async () => {
  const done = await run('sh', ['-c', 'sleep 600 & echo $!; wait'], { timeout: 300 });
  assert.equal(done.code, 124);
  assert.equal(done.timedOut, true);
  assert.equal(await hasEnded(done.stdout.trim()), true);
});

test('a program that runs quietly is heard only when it fails', async () => {
  /** @type {string[]} */
  const shown = [];
  const show = (/** @type {string} */ text) => void shown.push(text);
  assert.equal(await runQuietly('sh', ['-c', 'echo fine'], { show }), 0);
  assert.deepEqual(shown, []);
  assert.equal(await runQuietly('sh', ['-c', 'echo why; exit 4'], { show }), 4);
  assert.deepEqual(shown, ['why\n']);
});

test('the last words are those of the error output, else of the output, else the exit code', () => {
  const result = { code: 5, timedOut: false, stdout: 'a\nb\n', stderr: '' };
  assert.equal(lastWords(result, 1), 'b');
  assert.equal(lastWords({ ...result, stderr: 'x\ny\n' }, 2), 'x\ny');
  assert.equal(lastWords({ ...result, stdout: '' }), 'exit code 5');
  assert.equal(lastWords({ ...result, stdout: '', code: 124, timedOut: true }), 'it has not ended in its time');
});

test('what a script has started ends with it when a signal ends it', async () => {
  const script = `import { run } from ${JSON.stringify(new URL('./run.mjs', import.meta.url).href)};
    import { readFileSync } from 'node:fs';
    run('sleep', ['600']);
    process.stdout.write(readFileSync('/proc/self/task/' + process.pid + '/children', 'utf8'));`;
  const command = ['--input-type=module', '--eval', script];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [pids] = await once(child.stdout, 'data');
  assert.match(String(pids), /^\d+ $/);
  child.kill('SIGTERM');
  const [, signal] = await once(child, 'exit');
  assert.equal(signal, 'SIGTERM');
  assert.equal(await hasEnded(String(pids).trim()), true);
});

/** A zombie has ended too. SIGKILL is sent by then, and takes a moment. @param {string} pid */
async function hasEnded(pid) {
  for (let i = 0; i < 200; i++) {
    if (!existsSync(`/proc/${pid}/exe`)) return true;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return false;
}
