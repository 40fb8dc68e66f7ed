// @ts-check
/** The package managers: what they have, and how they install. */
import { run, runInSight, runQuietly } from '../run.mjs';
import { which } from '../which.mjs';

/**
 * @typedef {object} Manager
 * @property {import('./names.mjs').ManagerName} name
 * @property {(name: string) => Promise<boolean>} has whether the distribution has a package
 * @property {string[]} install the command, without the names
 * @property {string[]} refresh the command that reads the package lists anew
 * @property {(words: string) => string[] | null} repair the command for a failure that told it, in the manager's words
 */

/** @param {(line: string) => void} say @returns {Promise<Manager | null>} */
export async function packageManager(say) {
  if (await which('apt-get')) return apt(say);
  if (await which('dnf')) return dnf();
  return null;
}

/** Nothing for root. */
export function asRoot() {
  return process.getuid?.() === 0 ? [] : ['sudo'];
}

/**
 * Whether we may install: sudo asks for the password where there is a terminal to ask on.
 * @returns {Promise<boolean>}
 */
export async function mayInstall() {
  const [sudo] = asRoot();
  if (sudo === undefined) return true;
  if ((await which(sudo)) === null) return false;
  return (await runInSight(sudo, [...(process.stdin.isTTY ? [] : ['-n']), 'true'])) === 0;
}

/** @param {(line: string) => void} say @returns {Manager} */
function apt(say) {
  // On a machine that has just started, its own upgrades may be at work.
  const options = ['-qq', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0'];
  const refresh = [...asRoot(), 'apt-get', ...options, 'update'];
  let isRefreshed = false;
  const known = async (/** @type {string} */ name) =>
    /Candidate: (?!\(none\))/.test((await run('apt-cache', ['policy', name])).stdout);
  return {
    name: 'apt',
    async has(name) {
      if (await known(name)) return true;
      // podman is in every supported distribution: when even that is unknown, the lists were never read.
      if (isRefreshed || (await known('podman'))) return false;
      isRefreshed = true;
      say("reading the distribution's package lists");
      const [program = '', ...args] = refresh;
      await runQuietly(program, args);
      return known(name);
    },
    install: [
      ...[...asRoot(), 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...options],
      ...['install', '-y', '--no-install-recommends'],
    ],
    refresh,
    repair: (words) =>
      words.includes('dpkg was interrupted')
        ? [...asRoot(), 'env', 'DEBIAN_FRONTEND=noninteractive', 'dpkg', '--configure', '-a']
        : null,
  };
}

/** @returns {Manager} */
function dnf() {
  return {
    name: 'dnf',
    async has(name) {
      const found = await run('dnf', ['-q', 'repoquery', name]);
      return found.code === 0 && found.stdout.trim() !== '';
    },
    install: [...asRoot(), 'dnf', 'install', '-y', '--setopt=install_weak_deps=False'],
    refresh: [...asRoot(), 'dnf', '-q', 'makecache', '--refresh'],
    repair: () => null,
  };
}

/**
 * Installs packages; the manager's words are shown only when it fails.
 * @param {Manager} manager
 * @param {string[]} names
 * @returns {Promise<number>} the exit code
 */
export async function installNames({ install, refresh, repair }, names) {
  const [program = '', ...args] = [...install, ...names];
  let words = '';
  const show = (/** @type {string} */ text) => {
    words = text;
  };
  const code = await runQuietly(program, args, { show });
  if (code === 0) return 0;
  // Else the lists may be so old that what they name is no longer there.
  const [remedy = '', ...remedyArgs] = repair(words) ?? refresh;
  if ((await runQuietly(remedy, remedyArgs, { show: () => {} })) === 0) return runQuietly(program, args);
  process.stderr.write(words);
  return code;
}
