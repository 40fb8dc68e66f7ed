// @ts-check
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { fakePrograms, folderOf, listener } from '../../testing/folder.mjs';
import { run } from '../run.mjs';
import { criu } from './criu.mjs';

/** @returns {never} */
const never = () => assert.fail('there was no need');
const works = { ok: true, hung: false, reason: '' };
const fails = { ok: false, hung: false, reason: 'Unexpected rt vDSO area bounds' };
const hangs = { ok: false, hung: true, reason: 'it hangs' };

/** A machine on which nothing may be done but what a test allows. */
const parts = { isRoot: () => true, trial: never, mirror: never, fetch: never };

/**
 * @param {import('node:test').TestContext} t
 * @param {string | null} version of the CRIU that is installed
 */
async function machine(t, version) {
  const folder = await folderOf(t);
  const bin = await fakePrograms(folder, version === null ? {} : { criu: `echo "Version: ${version} $CRIU_FAULT"` });
  return {
    env: { HOME: folder, XDG_CACHE_HOME: folder, PATH: bin },
    folder: path.join(folder, 'gantry', 'criu-bin'),
    ...listener(),
  };
}

/** Unpacks something in the shape of Debian's packages. @param {string} _mirror @param {string} root */
async function fetch(_mirror, root) {
  const libraries = path.join(root, 'usr/lib/x86_64-linux-gnu');
  await mkdir(libraries, { recursive: true });
  await mkdir(path.join(root, 'usr/sbin'));
  const { bin, loader } = {
    bin: path.join(root, 'usr/sbin/criu'),
    loader: path.join(libraries, 'ld-linux-x86-64.so.2'),
  };
  await writeFile(loader, '#!/bin/sh\nshift 2; exec "$@"\n', { mode: 0o755 });
  await writeFile(bin, '#!/bin/sh\necho "Version: 4.2.1 $CRIU_FAULT"\n', { mode: 0o755 });
}

test('without root CRIU is not even tried', async (t) => {
  const { env, lines, say } = await machine(t, '4.2');
  assert.deepEqual(await criu({ say, env, parts: { ...parts, isRoot: () => false } }), { usable: false, folder: null });
  assert.equal(lines.length, 1);
});

test("the machine's own is used as it is where it works", async (t) => {
  const { env, lines, say } = await machine(t, '4.2');
  assert.deepEqual(await criu({ say, env, parts: { ...parts, trial: async () => works } }), {
    usable: true,
    folder: null,
  });
  assert.deepEqual(lines, ['CRIU 4.2']);
});

test('one that works only now and then does not count as working', async (t) => {
  const { env, say } = await machine(t, '4.2');
  let trials = 0;
  const trial = async () => (++trials === 2 ? fails : works);
  const found = await criu({ say, env, parts: { ...parts, trial, mirror: async () => null } });
  assert.equal(found.usable, false);
});

test('one that hangs is told to do without hardware breakpoints', async (t) => {
  const { env, folder, say } = await machine(t, '4.2');
  const trial = async (/** @type {string} */ _program, extra = {}) => ('CRIU_FAULT' in extra ? works : hangs);
  assert.deepEqual(await criu({ say, env, parts: { ...parts, trial } }), { usable: true, folder });
  assert.equal((await run(path.join(folder, 'criu'), [])).stdout, 'Version: 4.2 130\n');
});

test("where the machine's own fails, Debian's newest is fetched beside it, and found again the next time", async (t) => {
  const { env, folder, lines, say } = await machine(t, '3.17.1');
  const trial = async (/** @type {string} */ program) => (program.startsWith(folder) ? works : fails);
  const first = { ...parts, trial, fetch, mirror: async () => 'http://mirror' };
  assert.deepEqual(await criu({ say, env, parts: first }), { usable: true, folder });
  assert.match(lines[0] ?? '', /Unexpected rt vDSO area bounds/);
  assert.match(await readFile(path.join(folder, 'criu'), 'utf8'), /ld-linux-x86-64\.so\.2' --library-path/);
  assert.deepEqual(await criu({ say, env, parts: { ...parts, trial } }), { usable: true, folder });
  assert.equal(lines.at(-1), 'CRIU 4.2.1 from our cache');
});

test('where there is none and none can be had, everything else goes on', async (t) => {
  for (const [mirror, fetching, words] of /** @type {const} */ ([
    [null, never, /none that works here \(it is not installed\)/],
    ['http://mirror', () => Promise.reject(new Error('no route')), /could not be fetched \(no route\)/],
  ])) {
    const { env, lines, say } = await machine(t, null);
    const found = await criu({ say, env, parts: { ...parts, mirror: async () => mirror, fetch: fetching } });
    assert.deepEqual(found, { usable: false, folder: null });
    assert.match(lines.at(-1) ?? '', words);
    assert.match(lines.at(-1) ?? '', /no checkpoints/);
  }
});

test('what could not be fetched is not tried with every start', async (t) => {
  const { env, lines, say } = await machine(t, null);
  const mirror = async () => 'http://mirror';
  const failing = () => Promise.reject(new Error('no route'));
  await criu({ say, env, parts: { ...parts, mirror, fetch: failing } });
  assert.deepEqual(await criu({ say, env, parts: { ...parts, mirror } }), { usable: false, folder: null });
  assert.match(lines.at(-1) ?? '', /could not be fetched: no checkpoints\. `npm run setup` tries again/);
  const trial = async () => works;
  assert.equal((await criu({ say, env, again: true, parts: { ...parts, trial, mirror, fetch } })).usable, true);
});
