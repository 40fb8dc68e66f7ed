// @ts-check
import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { folderOf } from '../testing/folder.mjs';
import { needRoom, ownFolder } from './room.mjs';

test('a folder of our own is made, with those above it', async (t) => {
  const folder = path.join(await folderOf(t), 'a', 'b');
  await ownFolder(folder);
  await ownFolder(folder);
  await writeFile(path.join(folder, 'file'), '');
});

test('where it can not be written nothing is begun, and the system says why', async (t) => {
  const above = await folderOf(t);
  /** @type {string[]} */
  const checked = [];
  const check = async (/** @type {string} */ folder) => {
    checked.push(folder);
    throw Object.assign(new Error('read-only'), { code: 'EROFS', syscall: 'access', path: folder });
  };
  await assert.rejects(ownFolder(path.join(above, 'a', 'b'), check), { code: 'EROFS' });
  assert.deepEqual(checked, [above]);
  assert.deepEqual(await readdir(above), []);
});

test('too little room is said before anything is begun', async (t) => {
  const folder = await folderOf(t);
  const free = async () => 649.9e6;
  await needRoom(folder, 1, { what: 'They' });
  await needRoom(folder, 649, { what: 'They', free });
  await assert.rejects(
    needRoom(folder, 650, { what: 'They', free }),
    /They take 650 MB, and the disk has 649 MB left at/,
  );
});
