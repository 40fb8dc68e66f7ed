// @ts-check
/**
 * Chromium's sandbox. A user's goes by user namespaces; where those are forbidden (Ubuntu since 23.10), it needs
 * its helper program owned by root and set-user-id, as an installed Electron app has it. As root there is no
 * sandbox at all: Chromium refuses (see start/switches.mjs).
 */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { confirm } from '../ask.mjs';
import { SetupProblem } from '../problem.mjs';
import { run, runInSight } from '../run.mjs';

/**
 * @typedef {object} SandboxParts what the step uses of the machine
 * @property {boolean} isRoot
 * @property {() => Promise<boolean>} namespaces whether this user may make user namespaces
 * @property {(helper: string) => Promise<boolean>} isSetUid
 * @property {(helper: string) => Promise<boolean>} setUid
 */

/** @type {SandboxParts} */
const machine = {
  isRoot: process.getuid?.() === 0,
  namespaces: () => userNamespaces(),
  isSetUid: async (helper) => {
    const info = await stat(helper).catch(() => null);
    return info !== null && info.uid === 0 && (info.mode & 0o4000) !== 0;
  },
  setUid: async (helper) =>
    (await runInSight('sudo', ['chown', 'root:root', helper])) === 0 &&
    (await runInSight('sudo', ['chmod', '4755', helper])) === 0,
};

/**
 * Whether programs of this user may make user namespaces.
 * @param {{ read?: (file: string) => Promise<string>, unshare?: () => Promise<boolean> }} [parts]
 */
export async function userNamespaces({ read = (file) => readFile(file, 'utf8'), unshare = unshares } = {}) {
  // Ubuntu's AppArmor forbids them to programs without a profile. `unshare` has one there since 25.04, Electron has none.
  const restricted = await read('/proc/sys/kernel/apparmor_restrict_unprivileged_userns').catch(() => '0');
  return restricted.trim() !== '1' && (await unshare());
}

async function unshares() {
  return (await run('unshare', ['--user', '--map-root-user', 'true'])).code === 0;
}

/**
 * Nobody agrees beforehand to give root's rights to a program of the stand-in, an old one that gets no updates.
 * @param {{ electron: string, standIn?: boolean, yes: boolean, say: (line: string) => void, parts?: SandboxParts }} options
 */
export async function sandbox({ electron, standIn = false, yes, say, parts = machine }) {
  if (parts.isRoot || (await parts.namespaces())) return;
  const helper = path.join(path.dirname(electron), 'chrome-sandbox');
  if (await parts.isSetUid(helper)) return;
  const question = `This system forbids user namespaces, so Chromium's sandbox needs its helper set-user-id root (chown root, chmod 4755 ${helper}). Go on?`;
  if ((await confirm(question, { yes: yes && !standIn })) && (await parts.setUid(helper))) {
    say("gave Chromium's sandbox helper its rights");
    return;
  }
  throw new SetupProblem(
    "Electron's window can't be opened without Chromium's sandbox.",
    `Run: sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
  );
}
