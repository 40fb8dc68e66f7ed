// @ts-check
import assert from 'node:assert/strict';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { folderOf } from '../testing/folder.mjs';
import { build } from './build.mjs';
import { buildTarget } from './target.mjs';

/** A project, and a compiler that notes what it is asked for. @param {import('node:test').TestContext} t */
async function project(t) {
  const root = await folderOf(t);
  /** @param {string} file @param {string} text */
  const write = async (file, text) => {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
  };
  for (const file of [
    'app/main.ts',
    'main/engine/engine.ts',
    'renderer/index.html',
    'shared/ids.ts',
    'package-lock.json',
  ]) {
    await write(file, 'first');
  }
  /** @type {string[]} */
  let built = [];
  const compile = async (/** @type {import('./parts.mjs').Part} */ part) => {
    built.push(part.name);
    await write(part.output, 'built');
  };
  /** What a build now compiles. @param {{ target?: import('./build.mjs').Target, force?: boolean }} [options] */
  const builds = async ({ target = 'shipped', force = false } = {}) => {
    built = [];
    await build({ target, root, say: () => {}, force, compile });
    return built.sort();
  };
  return { root, write, builds, compile };
}

const all = ['main', 'preload', 'renderer'];

test('everything is built once, and not again while nothing has changed', async (t) => {
  const { builds } = await project(t);
  assert.deepEqual(await builds(), all);
  assert.deepEqual(await builds(), []);
  assert.deepEqual(await builds({ force: true }), all);
});

test('what has changed is built again, and only that', async (t) => {
  const { write, builds } = await project(t);
  await builds();
  await write('renderer/index.html', 'second');
  assert.deepEqual(await builds(), ['renderer']);
  await write('main/engine/new.ts', 'a file more');
  assert.deepEqual(await builds(), ['main']);
  await write('shared/ids.ts', 'second');
  assert.deepEqual(await builds(), all);
  await write('vite.node.config.ts', 'settings');
  assert.deepEqual(await builds(), ['main', 'preload']);
});

test('neither tests nor times count', async (t) => {
  const { root, write, builds } = await project(t);
  await builds();
  await write('main/engine/engine.test.ts', 'a test');
  await write('main/engine/engine.integration.ts', 'another');
  await utimes(path.join(root, 'app/main.ts'), new Date(), new Date());
  assert.deepEqual(await builds(), []);
});

test('another Electron, or an output that has gone, is reason enough', async (t) => {
  const { root, builds } = await project(t);
  await builds();
  assert.deepEqual(await builds({ target: 'stand-in' }), all);
  await rm(path.join(root, 'out/preload/preload.cjs'));
  assert.deepEqual(await builds({ target: 'stand-in' }), ['preload']);
});

test('a build that failed is tried again', async (t) => {
  const { root, builds } = await project(t);
  const compile = () => Promise.reject(new Error('no'));
  await assert.rejects(build({ target: 'shipped', root, say: () => {}, compile }), /no/);
  assert.deepEqual(await builds(), all);
});

test('the target is named, else that of the Electron which the set-up has found', async () => {
  const remembered = async () => ({ GANTRY_ELECTRON_STAND_IN: '25.1.1' });
  const nothing = async () => ({});
  assert.equal(await buildTarget({ args: ['--target=shipped'], env: {}, remembered }), 'shipped');
  assert.equal(
    await buildTarget({ args: [], env: { GANTRY_BUILD_TARGET: 'stand-in' }, remembered: nothing }),
    'stand-in',
  );
  assert.equal(await buildTarget({ args: [], env: {}, remembered }), 'stand-in');
  assert.equal(await buildTarget({ args: [], env: {}, remembered: nothing }), 'shipped');
  await assert.rejects(buildTarget({ args: ['--target=other'], env: {}, remembered }), /no build target "other"/);
});
