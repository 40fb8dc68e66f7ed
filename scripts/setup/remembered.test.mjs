// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folderOf } from '../testing/folder.mjs';
import { remember, rememberedEnvironment, withoutOurs } from './remembered.mjs';

test('before the first set-up there is nothing to remember', async (t) => {
  assert.deepEqual(await rememberedEnvironment({ XDG_CACHE_HOME: await folderOf(t) }), {});
});

test("what a set-up has found comes back, with our folder before the PATH of today's shell", async (t) => {
  const cache = { XDG_CACHE_HOME: await folderOf(t) };
  await remember(
    { CONTAINERS_CONF: '/c/containers.conf', PATH: '/c/criu-bin:/usr/bin' },
    { ...cache, PATH: '/usr/bin' },
  );
  assert.deepEqual(await rememberedEnvironment({ ...cache, PATH: '/other/bin' }), {
    CONTAINERS_CONF: '/c/containers.conf',
    PATH: '/c/criu-bin:/other/bin',
  });
});

test("what an earlier set-up has put into the environment is taken out, the user's own stays", () => {
  const env = {
    XDG_CACHE_HOME: '/cache',
    PATH: '/cache/gantry/criu-bin:/usr/bin:/bin',
    CONTAINERS_CONF: '/cache/gantry/containers.conf',
    CONTAINERS_CONF_OVERRIDE: '/home/me/override.conf',
    GANTRY_ELECTRON_STAND_IN: '25.1.1',
  };
  assert.deepEqual(withoutOurs(env), {
    XDG_CACHE_HOME: '/cache',
    PATH: '/usr/bin:/bin',
    CONTAINERS_CONF_OVERRIDE: '/home/me/override.conf',
  });
});
