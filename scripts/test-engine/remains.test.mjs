// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakePrograms, folderOf } from '../testing/folder.mjs';
import { endContainers, rootEnvironment } from './remains.mjs';

test("the environment leads to the root's own storage, with root's rights and without, whatever the developer's was", () => {
  const mine = { LANG: 'C', CONTAINERS_STORAGE_CONF: '/home/me/storage.conf', XDG_CONFIG_HOME: '/home/me/.config' };
  assert.deepEqual(rootEnvironment('/tmp/r', mine, true), {
    ...mine,
    CONTAINERS_CONF: '/tmp/r/containers.conf',
    CONTAINERS_STORAGE_CONF: '/tmp/r/config/containers/storage.conf',
  });
  assert.deepEqual(rootEnvironment('/tmp/r', mine, false), {
    LANG: 'C',
    CONTAINERS_CONF: '/tmp/r/containers.conf',
    XDG_CONFIG_HOME: '/tmp/r/config',
  });
});

test('no container is ended where Podman works on another storage, or does not say on which', async (t) => {
  for (const answer of [
    'printf "/home/me/storage\\t/run/containers\\n"',
    'printf "$ROOT/lib\\t/run/containers\\n"',
    'exit 125',
  ]) {
    const root = await folderOf(t);
    const bin = await fakePrograms(root, { podman: `[ "$1" = info ] || { echo removed >&2; exit 1; }; ${answer}` });
    const complaint = await endContainers(root, { PATH: `${bin}:${process.env.PATH}`, ROOT: root });
    assert.equal(complaint, `podman does not work below ${root}`);
  }
});
