// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answeredBeforehand, withoutOurs } from './prepare.mjs';

test('--yes and a CI agree to packages beforehand', () => {
  assert.equal(answeredBeforehand(['--yes'], {}), true);
  assert.equal(answeredBeforehand([], { CI: 'true' }), true);
  assert.equal(answeredBeforehand([], { CI: 'false' }), false);
  assert.equal(answeredBeforehand(['unit'], { CI: '' }), false);
  assert.equal(answeredBeforehand([], {}), false);
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
