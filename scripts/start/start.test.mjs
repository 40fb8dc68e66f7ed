// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitArguments } from './start.mjs';
import { machineSwitches } from './switches.mjs';

for (const [args, own, forApp] of /** @type {const} */ ([
  [[], [], []],
  [['--yes'], ['--yes'], []],
  [['--yes', '--lang=de'], ['--yes'], ['--lang=de']],
  [['--', '--yes', '--flag'], [], ['--yes', '--flag']],
  [['--yes', '--', '--flag'], ['--yes'], ['--flag']],
])) {
  test(`npm start -- ${args.join(' ')}: ${own.length} for the set-up, ${forApp.length} for the app`, () => {
    assert.deepEqual(splitArguments([...args]), { own: [...own], forApp: [...forApp] });
  });
}

test('a usual desktop needs no switches', async () => {
  assert.deepEqual(await machineSwitches({ isRoot: false, headless: false, hasGpu: async () => true }), []);
});

test('root gives up the sandbox, a machine without a GPU or display the GPU process', async () => {
  const hasGpu = async () => true;
  assert.deepEqual(await machineSwitches({ isRoot: true, headless: false, hasGpu }), ['--no-sandbox']);
  assert.deepEqual(await machineSwitches({ isRoot: false, headless: true, hasGpu }), ['--disable-gpu']);
  assert.deepEqual(await machineSwitches({ isRoot: false, headless: false, hasGpu: async () => false }), [
    '--disable-gpu',
  ]);
});
