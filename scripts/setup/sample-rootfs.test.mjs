// @ts-check
import assert from 'node:assert/strict';
import { chmod, copyFile, mkdir, readdir, readFile, readlink, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { fakePrograms, folderOf } from '../testing/folder.mjs';
import { machinesBusybox, makeSampleRootfs, staticBusybox } from './sample-rootfs.mjs';

/** A 64-bit ELF file with one program header. @param {number} type */
function elf(type) {
  const file = Buffer.alloc(128);
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  file.writeBigUInt64LE(64n, 32);
  file.writeUInt16LE(56, 54);
  file.writeUInt16LE(1, 56);
  file.writeUInt32LE(type, 64);
  return file;
}

const load = 1;
const interpreter = 3;

test('only a static busybox serves', async (t) => {
  const folder = await folderOf(t);
  const busybox = path.join(folder, 'busybox');
  await writeFile(busybox, elf(load), { mode: 0o755 });
  assert.equal(await staticBusybox({ PATH: folder }), busybox);
  await writeFile(busybox, elf(interpreter));
  assert.equal(await staticBusybox({ PATH: folder }), null);
  await writeFile(busybox, '#!/bin/sh\n');
  assert.equal(await staticBusybox({ PATH: folder }), null);
});

test("a file system has busybox's commands, root, and a place for temporary files", async (t) => {
  const folder = await folderOf(t);
  const bin = await fakePrograms(folder, { busybox: 'echo busybox; echo sh; echo ls' });
  const root = path.join(folder, 'root');
  await mkdir(root);
  await makeSampleRootfs(path.join(bin, 'busybox'), root);
  assert.equal(await readlink(path.join(root, 'bin/sh')), 'busybox');
  assert.equal((await stat(path.join(root, 'bin/ls'))).mode & 0o111, 0o111);
  assert.equal((await stat(path.join(root, 'tmp'))).mode & 0o7777, 0o1777);
  assert.match(await readFile(path.join(root, 'etc/passwd'), 'utf8'), /^root:x:0:0:/);
});

test('a busybox that needs libraries takes them along', async (t) => {
  const folder = await folderOf(t);
  // No busybox, but a dynamic program of this machine.
  await copyFile('/bin/ls', path.join(folder, 'busybox'));
  await chmod(path.join(folder, 'busybox'), 0o755);
  assert.equal(await staticBusybox({ PATH: folder }), null);
  assert.equal(await machinesBusybox({ PATH: folder }), path.join(folder, 'busybox'));
  const root = path.join(folder, 'root');
  await mkdir(root);
  await makeSampleRootfs(path.join(folder, 'busybox'), root);
  const files = await readdir(root, { recursive: true });
  assert.ok(
    files.some((name) => /lib.*\/libc\.so/.test(name)),
    files.join(' '),
  );
  assert.ok(
    files.some((name) => /lib.*\/ld-linux/.test(name)),
    files.join(' '),
  );
  await writeFile(path.join(folder, 'busybox'), '#!/bin/sh\n');
  assert.equal(await machinesBusybox({ PATH: folder }), null);
});
