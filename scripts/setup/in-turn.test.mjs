// @ts-check
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { listener } from '../testing/folder.mjs';
import { inTurn } from './in-turn.mjs';

let count = 0;
const freshName = () => `\0gantry-in-turn-test-${process.pid}-${++count}`;

test('who comes first is not held up, and gives back what the work gives', async () => {
  const { lines, say } = listener();
  assert.equal(await inTurn(async () => 7, { say, name: freshName() }), 7);
  assert.deepEqual(lines, []);
});

test('one after the other, also when one fails, and each that waits says so once', async () => {
  const { lines, say } = listener();
  const name = freshName();
  /** @type {string[]} */
  const log = [];
  /** @param {string} who */
  const work = (who, fails = false) =>
    inTurn(
      async () => {
        log.push(`${who} begins`);
        await new Promise((resolve) => setTimeout(resolve, 20));
        log.push(`${who} ends`);
        if (fails) throw new Error(who);
      },
      { say, name },
    );
  const outcomes = await Promise.allSettled([work('a', true), work('b'), work('c')]);
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['rejected', 'fulfilled', 'fulfilled'],
  );
  for (let i = 0; i < log.length; i += 2) assert.equal(log[i]?.replace('begins', 'ends'), log[i + 1]);
  assert.equal(log.length, 6);
  assert.deepEqual(lines, Array(2).fill('another set-up is at work: waiting for it'));
});

test('the turn of one that was killed is over', async () => {
  const name = freshName();
  const url = new URL('./in-turn.mjs', import.meta.url).href;
  const script = `import { inTurn } from ${JSON.stringify(url)};
    await inTurn(() => new Promise(() => setInterval(() => process.stdout.write('at work'), 10)), {
      say: () => {}, name: ${JSON.stringify(name)} });`;
  const other = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(other.stdout, 'data');
  /** @type {(line: string) => void} */
  let waits = () => {};
  const waiting = new Promise((resolve) => {
    waits = resolve;
  });
  const turn = inTurn(async () => 'mine', { say: waits, name });
  await waiting;
  other.kill('SIGKILL');
  assert.equal(await turn, 'mine');
});
