// @ts-check
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { confirm } from './ask.mjs';
import { SetupProblem } from './problem.mjs';

/** A terminal at which somebody answers. @param {string} answer */
function terminal(answer) {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = new PassThrough();
  output.once('data', () => input.write(`${answer}\n`));
  return /** @type {any} */ ({ input, output });
}

for (const [answer, agreed] of /** @type {const} */ ([
  ['', true],
  ['y', true],
  [' Yes ', true],
  ['n', false],
  ['what?', false],
])) {
  test(`the answer "${answer}" means ${agreed ? 'yes' : 'no'}`, async () => {
    assert.equal(await confirm('Go on?', { yes: false, ...terminal(answer) }), agreed);
  });
}

test('who has agreed beforehand is not asked', async () => {
  const output = new PassThrough();
  const input = new PassThrough();
  assert.equal(await confirm('Go on?', /** @type {any} */ ({ yes: true, input, output })), true);
  assert.equal(output.read(), null);
});

test('without a terminal the way out is named', async () => {
  const asked = confirm('Install podman?', /** @type {any} */ ({ yes: false, input: new PassThrough() }));
  await assert.rejects(
    asked,
    (error) => error instanceof SetupProblem && /podman/.test(error.what) && /--yes/.test(error.wayOut),
  );
});
