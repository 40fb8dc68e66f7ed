// @ts-check
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { mock, test } from 'node:test';
import { fakePrograms, folderOf, listener, withEnvironment } from '../testing/folder.mjs';
import { noting } from './packages/interrupted.mjs';
import { settleNames, wanted } from './packages/names.mjs';
import { finishInterrupted, hasPackages, installPackages } from './packages.mjs';

/**
 * A machine with an apt that knows some packages.
 * @param {import('node:test').TestContext} t
 * @param {{ known: string[], installs?: string, sudo?: string, dpkg?: string, user?: number }} options
 */
async function aptMachine(t, { known, installs = 'exit 0', sudo = '', dpkg = '', user = 0 }) {
  const folder = await folderOf(t);
  const log = path.join(folder, 'log');
  const bin = await fakePrograms(folder, {
    'apt-cache': `case " ${known.join(' ')} " in *" $2 "*) echo "  Candidate: 1.0";; *) echo "  Candidate: (none)";; esac`,
    'apt-get': `echo "apt-get $*" >> ${log}; for word; do case $word in install) ${installs};; esac; done`,
    env: 'while case $1 in *=*) true;; *) false;; esac; do shift; done; exec "$@"',
    dpkg: `echo "dpkg $*" >> ${log}; ${dpkg}`,
    ...(sudo ? { sudo: `echo sudo >> ${log}; ${sudo}` } : {}),
  });
  withEnvironment(t, { PATH: bin, XDG_CACHE_HOME: folder });
  mock.method(/** @type {any} */ (process), 'getuid', () => user);
  t.after(() => mock.restoreAll());
  return async () => (await readFile(log, 'utf8').catch(() => '')).trim().split('\n');
}

/** Runs what is asked for, as a sudo that needs no password. */
const sudoLets = 'while case $1 in -*) true;; *) false;; esac; do shift; done; [ "$1" = true ] || exec "$@"';

/** Nobody is there to be asked. @param {import('node:test').TestContext} t */
function withoutTerminal(t) {
  const terminal = Object.getOwnPropertyDescriptor(process.stdin, 'isTTY');
  Object.defineProperty(process.stdin, 'isTTY', { value: false, configurable: true });
  t.after(() => {
    if (terminal) Object.defineProperty(process.stdin, 'isTTY', terminal);
    else Reflect.deleteProperty(process.stdin, 'isTTY');
  });
}

test('of several names the first that the distribution has is taken, and what is optional only where it is there', async () => {
  const names = await settleNames([['new', 'old'], 'plain', 'extra?', 'gone?'], async (name) =>
    ['old', 'extra'].includes(name),
  );
  assert.deepEqual(names, ['old', 'plain', 'extra']);
});

test('every purpose has packages in every distribution', () => {
  for (const lists of Object.values(wanted)) {
    for (const [purpose, entries] of Object.entries(lists)) assert.notEqual(entries.length, 0, purpose);
  }
});

test('root installs without sudo, and says what', async (t) => {
  const log = await aptMachine(t, { known: ['podman', 'xvfb', 'xauth'] });
  const { lines, say } = listener();
  await installPackages('display', 'For a display', { yes: true, say });
  assert.deepEqual(lines, ['installing xvfb xauth']);
  assert.deepEqual(await log(), [
    'apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 install -y --no-install-recommends xvfb xauth',
  ]);
});

test('a user installs by sudo', async (t) => {
  const log = await aptMachine(t, { known: ['podman', 'xvfb', 'xauth'], sudo: sudoLets, user: 1000 });
  await installPackages('display', 'For a display', { yes: true, say: () => {} });
  assert.equal((await log())[0], 'sudo');
});

test('a user whom sudo lets do nothing is told so, and where it could ask', async (t) => {
  const log = await aptMachine(t, { known: ['podman', 'xvfb', 'xauth'], sudo: 'exit 1', user: 1000 });
  withoutTerminal(t);
  const asked = installPackages('display', 'For a display', { yes: true, say: () => {} });
  await assert.rejects(asked, /xvfb xauth; sudo doesn't let you.*in a terminal.*administrator/);
  assert.deepEqual(await log(), ['sudo']);
});

test('a user without sudo is told what the administrator has to install', async (t) => {
  const log = await aptMachine(t, { known: ['podman', 'xvfb', 'xauth'], user: 1000 });
  const asked = installPackages('display', 'For a display', { yes: true, say: () => {} });
  await assert.rejects(asked, /For a display, these packages are needed: xvfb xauth.*administrator/);
  assert.deepEqual(await log(), ['']);
});

test('without an answer nothing is installed, and the question names the packages', async (t) => {
  const log = await aptMachine(t, { known: ['podman', 'xvfb', 'xauth'] });
  withoutTerminal(t);
  const asked = installPackages('display', 'For a display', { yes: false, say: () => {} });
  await assert.rejects(asked, /For a display, these packages will be installed with apt: xvfb xauth/);
  assert.deepEqual(await log(), ['']);
});

test('package lists that were never read are read once', async (t) => {
  const log = await aptMachine(t, { known: [] });
  assert.equal(await hasPackages('display', () => {}), false);
  assert.deepEqual(await log(), ['apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 update']);
});

test('when installing fails, the lists are read anew and it is tried once more', async (t) => {
  const folder = await folderOf(t);
  const log = await aptMachine(t, {
    known: ['podman', 'xvfb', 'xauth'],
    installs: `[ -e ${folder}/twice ] && exit 0; > ${folder}/twice; exit 100`,
  });
  await installPackages('display', 'For a display', { yes: true, say: () => {} });
  assert.deepEqual(
    (await log()).map((line) => /(install|update)/.exec(line)?.[0]),
    ['install', 'update', 'install'],
  );
});

test('what dpkg has left half done is finished first', async (t) => {
  const folder = await folderOf(t);
  const log = await aptMachine(t, {
    known: ['podman', 'xvfb', 'xauth'],
    installs: `[ -e ${folder}/whole ] && exit 0; echo "E: dpkg was interrupted, you must manually run" >&2; exit 100`,
    dpkg: `> ${folder}/whole`,
  });
  await installPackages('display', 'For a display', { yes: true, say: () => {} });
  assert.deepEqual(
    (await log()).map((line) => /(install|update|--configure)/.exec(line)?.[0]),
    ['install', '--configure', 'install'],
  );
});

test('an installation that was interrupted is finished, and only such a one', async (t) => {
  const log = await aptMachine(t, { known: ['podman', 'xvfb', 'xauth'] });
  const options = { yes: true, say: () => {} };
  await installPackages('display', 'For a display', options);
  await finishInterrupted(options);
  assert.equal((await log()).length, 1);
  await assert.rejects(noting('display', () => Promise.reject(new Error('killed'))));
  await finishInterrupted(options);
  await finishInterrupted(options);
  assert.equal((await log()).length, 2);
});

test('when it fails again, the way out is the command itself', async (t) => {
  await aptMachine(t, { known: ['podman', 'xvfb', 'xauth'], installs: 'exit 100' });
  const asked = installPackages('display', 'For a display', { yes: true, say: () => {} });
  await assert.rejects(asked, /failed \(exit code 100\).*apt-get.*install.*xvfb xauth/);
});
