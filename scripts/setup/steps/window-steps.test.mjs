// @ts-check
/** The steps that make sure of a window: each acts where it is needed and does nothing where it isn't. */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { fakePrograms, folderOf, listener } from '../../testing/folder.mjs';
import { chromium } from './chromium.mjs';
import { hasDisplay, virtualDisplay } from './display.mjs';
import { electron, installedElectron } from './electron.mjs';
import { electronLibraries, missingLibraries } from './electron-libraries.mjs';
import { sandbox, userNamespaces } from './sandbox.mjs';

/** @returns {never} */
const never = () => assert.fail('there was no need');

describe('a display', () => {
  test('is one of X11 or of Wayland', () => {
    assert.equal(hasDisplay({ DISPLAY: ':0' }), true);
    assert.equal(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }), true);
    assert.equal(hasDisplay({ DISPLAY: '' }), false);
  });

  test('of our own is installed where Xvfb is missing', async (t) => {
    const folder = await folderOf(t);
    /** @type {string[]} */
    const installed = [];
    const install = async (/** @type {string} */ purpose) => void installed.push(purpose);
    await virtualDisplay({ yes: true, say: never, env: { PATH: folder }, install });
    assert.deepEqual(installed, ['display']);
    const bin = await fakePrograms(folder, { Xvfb: '' });
    await virtualDisplay({ yes: true, say: never, env: { PATH: bin }, install: never });
  });
});

describe("Electron's libraries", () => {
  test('are left alone where none is missing', async () => {
    await electronLibraries({ electron: 'e', yes: true, say: never, missing: async () => [], install: never });
  });

  test('are installed where one is missing', async () => {
    let lacking = ['libnss3.so'];
    const install = async () => {
      lacking = [];
    };
    await electronLibraries({ electron: 'e', yes: true, say: never, missing: async () => lacking, install });
    assert.deepEqual(lacking, []);
  });

  test('that are still missing afterwards are named', async () => {
    const missing = async () => ['libodd.so.1', 'libnss3.so'];
    const asked = electronLibraries({ electron: 'e', yes: true, say: never, missing, install: async () => {} });
    await assert.rejects(asked, /still misses libraries: libodd\.so\.1, libnss3\.so/);
  });

  test('are found missing by the loader itself: none of our own Node is', async () => {
    assert.deepEqual(await missingLibraries(process.execPath), []);
  });
});

describe("Chromium's sandbox", () => {
  const electronPath = '/app/electron';
  const none = { isRoot: false, namespaces: async () => false, isSetUid: async () => false, setUid: never };

  test('needs nothing as root, with user namespaces, or with its helper', async () => {
    for (const parts of [
      { ...none, isRoot: true, namespaces: never },
      { ...none, namespaces: async () => true },
      { ...none, isSetUid: async (/** @type {string} */ helper) => helper === '/app/chrome-sandbox' },
    ]) {
      await sandbox({ electron: electronPath, yes: false, say: never, parts });
    }
  });

  test('gets no user namespaces where the kernel or AppArmor forbids them, whatever `unshare` itself may do', async () => {
    const unshare = async () => true;
    const appArmor = (/** @type {string} */ text) => async () => text;
    const elsewhere = () => Promise.reject(new Error('no such file'));
    assert.equal(await userNamespaces({ read: elsewhere, unshare }), true);
    assert.equal(await userNamespaces({ read: appArmor('0\n'), unshare }), true);
    assert.equal(await userNamespaces({ read: appArmor('1\n'), unshare }), false);
    assert.equal(await userNamespaces({ read: elsewhere, unshare: async () => false }), false);
  });

  test('gets its helper where user namespaces are forbidden', async () => {
    const { lines, say } = listener();
    await sandbox({ electron: electronPath, yes: true, say, parts: { ...none, setUid: async () => true } });
    assert.equal(lines.length, 1);
  });

  test('gives no rights to the stand-in where somebody only agreed beforehand', async () => {
    const asked = sandbox({ electron: electronPath, standIn: true, yes: true, say: never, parts: none });
    await assert.rejects(asked, /set-user-id root|sudo chown/);
  });

  test('that can not be had is no reason to go without: the commands are named', async () => {
    const asked = sandbox({
      electron: electronPath,
      yes: true,
      say: never,
      parts: { ...none, setUid: async () => false },
    });
    await assert.rejects(asked, /sudo chown root:root '\/app\/chrome-sandbox'/);
  });
});

describe('a Chromium for the tests', () => {
  const options = { yes: true, say: () => {} };

  test('that is there is used', async () => {
    const find = async () => '/usr/bin/chromium';
    assert.equal(
      await chromium({ ...options, find, offered: never, install: never, download: never }),
      '/usr/bin/chromium',
    );
  });

  test("is the distribution's where it has one", async () => {
    /** @type {string | null} */
    let there = null;
    const install = async () => {
      there = '/usr/bin/chromium';
    };
    assert.equal(
      await chromium({ ...options, find: async () => there, offered: async () => true, install, download: never }),
      there,
    );
    assert.notEqual(there, null);
  });

  test("is Playwright's own where the distribution has none", async () => {
    const parts = { find: async () => null, offered: async () => false, install: never };
    assert.equal(await chromium({ ...options, ...parts, download: async () => true }), null);
    await assert.rejects(chromium({ ...options, ...parts, download: async () => false }), /Install one/);
  });
});

describe('Electron', () => {
  test("may be one's own, and is not downloaded then", async (t) => {
    const folder = await folderOf(t);
    await writeFile(path.join(folder, 'version'), 'v45.0.0\n');
    const env = { ELECTRON_OVERRIDE_DIST_PATH: folder, HOME: folder };
    const { lines, say } = listener();
    const own = { path: path.join(folder, 'electron'), version: '45.0.0', standIn: false };
    assert.deepEqual(await electron({ say, env }), own);
    assert.deepEqual(await installedElectron(env), own);
    assert.match(lines.join(), /ELECTRON_OVERRIDE_DIST_PATH/);
  });

  test("of one's own that is the stand-in's version counts as the stand-in", async (t) => {
    const folder = await folderOf(t);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'version'), '25.1.1');
    assert.equal((await installedElectron({ ELECTRON_OVERRIDE_DIST_PATH: folder }))?.standIn, true);
  });
});
