// @ts-check
import assert from 'node:assert/strict';
import { cp, link, mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { folderOf, listener } from '../../testing/folder.mjs';
import { dependencies, dependenciesState } from './dependencies.mjs';

/** @returns {never} */
const never = () => assert.fail('there was no need');

const done = { code: 0, stdout: '', stderr: '', timedOut: false };

/** A project, and an npm that installs into it. @param {import('node:test').TestContext} t */
async function project(t) {
  const root = await folderOf(t);
  const lock = path.join(root, 'package-lock.json');
  await writeFile(lock, 'one');
  const install = async () => {
    await mkdir(path.join(root, 'node_modules', '.bin'), { recursive: true });
    await writeFile(path.join(root, 'node_modules', '.bin', 'node'), '');
    await writeFile(path.join(root, 'node_modules', '.package-lock.json'), '');
    return done;
  };
  return { root, lock, install };
}

/** Times of the future are newer than any install. @param {string} file */
const touch = (file) => utimes(file, new Date(Date.now() + 60_000), new Date(Date.now() + 60_000));

test('are installed when they are missing, and not again', async (t) => {
  const { root, install } = await project(t);
  const { lines, say } = listener();
  await dependencies({ say, root, install });
  await dependencies({ say, root, install: never });
  assert.deepEqual(lines, ['installing the npm dependencies (a minute or two)', 'npm dependencies are there']);
});

test('are installed anew when the lock file is another, whatever its time, not when it has only been touched', async (t) => {
  const { root, lock, install } = await project(t);
  await dependencies({ say: () => {}, root, install });
  await touch(lock);
  assert.equal(await dependenciesState(root), 'there');
  await writeFile(lock, 'two');
  await utimes(lock, new Date(0), new Date(0));
  assert.equal(await dependenciesState(root), 'old');
  await dependencies({ say: () => {}, root, install });
  assert.equal(await dependenciesState(root), 'there');
});

test('that somebody has installed by hand count, while they are newer than the lock file', async (t) => {
  const { root, lock, install } = await project(t);
  await install();
  assert.equal(await dependenciesState(root), 'there');
  await touch(lock);
  assert.equal(await dependenciesState(root), 'old');
  await dependencies({ say: () => {}, root, install });
  await writeFile(lock, 'two');
  // An `npm install` by hand leaves our note behind, older than itself.
  await touch(path.join(root, 'node_modules', '.package-lock.json'));
  assert.equal(await dependenciesState(root), 'there');
});

test('are missing while the Node that they bring is', async (t) => {
  const { root, install } = await project(t);
  await dependencies({ say: () => {}, root, install });
  await rm(path.join(root, 'node_modules', '.bin', 'node'));
  assert.equal(await dependenciesState(root), 'missing');
});

test('that npm can not install are a sentence with the way out', async (t) => {
  const { root, install } = await project(t);
  const failed = { ...done, code: 1, stderr: 'npm error code EAI_AGAIN\n' };
  await assert.rejects(
    dependencies({ say: () => {}, root, install: async () => failed }),
    /could not be installed: the npm registry can't be reached \(EAI_AGAIN\).*network/,
  );
  const withoutNode = async () => {
    await install();
    await rm(path.join(root, 'node_modules', '.bin', 'node'));
    return done;
  };
  await assert.rejects(dependencies({ say: () => {}, root, install: withoutNode }), /npm rebuild node/);
});

test('of a copy made of hard links do not count as installed anew when those of the other are', async (t) => {
  const { root, lock, install } = await project(t);
  await dependencies({ say: () => {}, root, install });
  const copy = await folderOf(t);
  await cp(lock, path.join(copy, 'package-lock.json'));
  await mkdir(path.join(copy, 'node_modules', '.bin'), { recursive: true });
  for (const name of ['.package-lock.json', '.gantry-lock-hash', '.bin/node']) {
    await link(path.join(root, 'node_modules', name), path.join(copy, 'node_modules', name));
  }
  await writeFile(lock, 'two');
  await dependencies({ say: () => {}, root, install });
  assert.equal(await dependenciesState(root), 'there');
  assert.equal(await dependenciesState(copy), 'there');
});
