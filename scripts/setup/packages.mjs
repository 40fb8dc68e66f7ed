// @ts-check
/**
 * System packages: which package manager there is, what things are called there, and installing
 * them only after saying which and asking.
 */
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { confirm } from './ask.mjs';
import { SetupProblem } from './problem.mjs';
import { run, runInSight } from './run.mjs';

/** @typedef {'apt' | 'dnf'} Manager */
/** @typedef {'engine' | 'sampleImage' | 'electron' | 'display' | 'chromium'} Purpose */

/**
 * What each purpose needs. A list inside the list means: the first of these names that exists
 * (Debian 13 and Ubuntu 24.04 renamed libraries to …t64). `?` marks what is left out where the
 * distribution doesn't have it.
 * @type {Record<Manager, Record<Purpose, (string | string[])[]>>}
 */
export const wanted = {
  apt: {
    engine: [
      'podman',
      'conmon',
      'crun?',
      'runc?',
      'netavark?',
      'aardvark-dns?',
      'iptables',
      'uidmap',
      'slirp4netns?',
      'passt?',
      'busybox-static',
    ],
    sampleImage: ['busybox-static'],
    electron: [
      ['libgtk-3-0t64', 'libgtk-3-0'],
      'libnss3',
      ['libasound2t64', 'libasound2'],
      'libgbm1',
      'libxss1',
      ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
    ],
    display: ['xvfb', 'xauth'],
    chromium: ['chromium'],
  },
  dnf: {
    engine: ['podman', 'conmon', 'crun', 'netavark', 'aardvark-dns', 'iptables-nft', 'criu?', 'busybox'],
    sampleImage: ['busybox'],
    electron: ['gtk3', 'nss', 'alsa-lib', 'mesa-libgbm', 'libXScrnSaver', 'at-spi2-atk'],
    display: ['xorg-x11-server-Xvfb', 'xorg-x11-xauth'],
    chromium: ['chromium'],
  },
};

/**
 * Finds a program on the PATH.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<string | null>}
 */
export async function which(name, env = process.env) {
  // A user's PATH often lacks the sbin folders, where runc, criu and iptables live.
  const folders = [...(env.PATH ?? '').split(':'), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  for (const folder of folders) {
    if (folder === '') continue;
    const file = path.join(folder, name);
    try {
      await access(file, constants.X_OK);
      return file;
    } catch {
      // not here
    }
  }
  return null;
}

/** @returns {Promise<Manager | null>} */
export async function packageManager() {
  if (await which('apt-get')) return 'apt';
  if (await which('dnf')) return 'dnf';
  return null;
}

/**
 * Settles the names for this distribution.
 * @param {(string | string[])[]} entries
 * @param {(name: string) => Promise<boolean>} exists
 * @returns {Promise<string[]>}
 */
export async function settleNames(entries, exists) {
  /** @type {string[]} */
  const names = [];
  for (const entry of entries) {
    if (Array.isArray(entry)) {
      let chosen = entry.at(-1) ?? '';
      for (const name of entry) {
        if (await exists(name)) {
          chosen = name;
          break;
        }
      }
      names.push(chosen);
    } else if (entry.endsWith('?')) {
      if (await exists(entry.slice(0, -1))) names.push(entry.slice(0, -1));
    } else names.push(entry);
  }
  return names;
}

/**
 * Installs what a purpose needs, after saying which packages and asking.
 * @param {Purpose} purpose
 * @param {string} why what it is for, as the beginning of a sentence: "To run containers"
 * @param {{ yes: boolean, say: (line: string) => void }} options
 */
export async function installPackages(purpose, why, { yes, say }) {
  const manager = await packageManager();
  if (manager === null) {
    throw new SetupProblem(
      `${why}, packages are needed, and neither apt nor dnf is here to install them.`,
      `Install the equivalent of: ${wanted.apt[purpose].flat().join(' ').replaceAll('?', '')}.`,
    );
  }
  const names = await settleNames(wanted[manager][purpose], (name) => isInDistribution(manager, name));
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo'];
  if (asRoot.length > 0 && !(await which('sudo'))) {
    throw new SetupProblem(
      `${why}, these packages are needed: ${names.join(' ')}; you are not root and there is no sudo.`,
      'Ask your administrator to install them, then run this again.',
    );
  }
  const question = `${why}, these packages will be installed with ${manager}: ${names.join(' ')}. Go on?`;
  if (!(await confirm(question, { yes }))) {
    throw new SetupProblem('Nothing was installed.', `Install them yourself (${names.join(' ')}) and run this again.`);
  }
  say(`installing ${names.join(' ')}`);
  if (manager === 'apt') await aptInstall(asRoot, names);
  else await install([...asRoot, 'dnf', 'install', '-y', '--setopt=install_weak_deps=False', ...names], names);
}

/**
 * Whether the distribution has everything that a purpose needs.
 * @param {Purpose} purpose
 */
export async function hasPackages(purpose) {
  const manager = await packageManager();
  if (manager === null) return false;
  const names = await settleNames(wanted[manager][purpose], (name) => isInDistribution(manager, name));
  for (const name of names) {
    if (!(await isInDistribution(manager, name))) return false;
  }
  return true;
}

/** @param {string[]} asRoot @param {string[]} names */
async function aptInstall(asRoot, names) {
  const apt = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', '-o', 'Dpkg::Use-Pty=0'];
  await install([...apt, 'install', '-y', '--no-install-recommends', ...names], names);
}

/** @param {string[]} command @param {string[]} names */
async function install(command, names) {
  const [program = '', ...args] = command;
  const code = await runInSight(program, args);
  if (code !== 0) {
    throw new SetupProblem(
      `Installing ${names.join(' ')} failed (exit code ${code}); the reason is above.`,
      `Put it right and run this again, or install them yourself: ${command.join(' ')}`,
    );
  }
}

let listsRead = false;

/**
 * Whether the distribution has a package; a machine that has never read its package lists reads them once.
 * @param {Manager} manager
 * @param {string} name
 */
async function isInDistribution(manager, name) {
  if (manager === 'dnf') {
    const found = await run('dnf', ['-q', 'repoquery', name]);
    return found.code === 0 && found.stdout.trim() !== '';
  }
  const known = async () => {
    const found = await run('apt-cache', ['policy', name]);
    return /Candidate: (?!\(none\))/.test(found.stdout);
  };
  if (await known()) return true;
  // podman is in every supported distribution: when even that is unknown, the lists were never read.
  if (listsRead || /Candidate: (?!\(none\))/.test((await run('apt-cache', ['policy', 'podman'])).stdout)) return false;
  listsRead = true;
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo'];
  const [program = '', ...args] = [...asRoot, 'apt-get', '-qq', 'update'];
  await runInSight(program, args);
  return known();
}
