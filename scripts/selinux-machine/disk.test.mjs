// @ts-check
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { folderOf, listener } from '../testing/folder.mjs';
import { machineDisk } from './disk.mjs';

/** Stands for a minute of work. @param {string} folder */
const make = (folder) => writeFile(path.join(folder, 'disk.img'), 'a system');

test('the disk is built once, and those of other recipes go', async (t) => {
  const cache = await folderOf(t);
  const old = path.join(cache, 'selinux-machine', '0123456789abcdef');
  await mkdir(old, { recursive: true });
  const { lines, say } = listener();
  const disk = await machineDisk({ say, cache, make });
  assert.equal(await readFile(disk.image, 'utf8'), 'a system');
  const again = await machineDisk({ say, cache, make: async () => assert.fail('it was built again') });
  assert.deepEqual(again, disk);
  assert.equal(lines.length, 1);
  assert.deepEqual(await readdir(path.join(cache, 'selinux-machine')), [path.basename(path.dirname(disk.image))]);
});

test('two that begin at the same time build one', async (t) => {
  const cache = await folderOf(t);
  let builds = 0;
  const count = async (/** @type {string} */ folder) => {
    builds += 1;
    await make(folder);
  };
  const build = () => machineDisk({ say: () => {}, cache, make: count });
  const [one, other] = await Promise.all([build(), build()]);
  assert.deepEqual(one, other);
  assert.equal(builds, 1);
});

test('of a build that fails nothing is left', async (t) => {
  const cache = await folderOf(t);
  const fail = async (/** @type {string} */ folder) => {
    await make(folder);
    throw new Error('no mirror');
  };
  await assert.rejects(machineDisk({ say: () => {}, cache, make: fail }), /no mirror/);
  assert.deepEqual(await readdir(path.join(cache, 'selinux-machine')), []);
});
