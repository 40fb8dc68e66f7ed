// @ts-check
import assert from 'node:assert/strict';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { fakePrograms, folderOf } from '../testing/folder.mjs';
import { forgetReady, keepReady, recallReady } from './ready.mjs';
import { remember } from './remembered.mjs';

/** A machine that has just been set up. @param {import('node:test').TestContext} t */
async function setUp(t) {
  const folder = await folderOf(t);
  const electron = path.join(folder, 'electron');
  await mkdir(electron);
  await writeFile(path.join(electron, 'version'), '45.0.0');
  await writeFile(path.join(electron, 'electron'), '');
  const podman = path.join(await fakePrograms(folder, { podman: 'exit 0' }), 'podman');
  const env = {
    HOME: folder,
    XDG_CACHE_HOME: path.join(folder, 'cache'),
    PATH: path.dirname(podman),
    DISPLAY: ':0',
    ELECTRON_OVERRIDE_DIST_PATH: electron,
  };
  await remember({ CONTAINERS_CONF: '/made/by/us' }, env);
  await keepReady(env);
  return { env, electron: path.join(electron, 'electron'), podman };
}

test('a machine on which nothing has changed since its set-up is ready, with what the set-up has found', async (t) => {
  const { env, electron } = await setUp(t);
  assert.deepEqual(await recallReady(env), {
    env: { ...env, CONTAINERS_CONF: '/made/by/us' },
    electron: { path: electron, version: '45.0.0', standIn: false },
    headless: false,
  });
  // What our own set-up has put into the environment is no change, nor is what doesn't matter to it.
  const within = { ...env, CONTAINERS_CONF: `${env.XDG_CACHE_HOME}/gantry/containers.conf`, LANG: 'de_DE' };
  assert.notEqual(await recallReady(within), null);
});

for (const [what, change] of /** @type {[string, (machine: Awaited<ReturnType<typeof setUp>>) => unknown][]} */ ([
  ['another Podman', ({ podman }) => utimes(podman, new Date(0), new Date(0))],
  ['another Electron', ({ electron }) => writeFile(electron, 'another')],
  ['another display', ({ env }) => Object.assign(env, { DISPLAY: '' })],
  ["settings of the user's", ({ env }) => Object.assign(env, { CONTAINERS_CONF: '/home/me/containers.conf' })],
  ['a later set-up that found something else', ({ env }) => remember({}, env)],
  ['a set-up that did not end well', ({ env }) => forgetReady(env)],
])) {
  test(`${what} is to be looked at`, async (t) => {
    const machine = await setUp(t);
    await change(machine);
    assert.equal(await recallReady(machine.env), null);
  });
}
