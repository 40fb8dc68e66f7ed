// @ts-check
/** System packages: installed only after saying which and asking. */
import { confirm } from './ask.mjs';
import { interrupted, noting } from './packages/interrupted.mjs';
import { asRoot, installNames, mayInstall, packageManager } from './packages/managers.mjs';
import { settleNames, wanted } from './packages/names.mjs';
import { SetupProblem } from './problem.mjs';
import { which } from './which.mjs';

/** @typedef {import('./packages/names.mjs').Purpose} Purpose */

const administrator = 'Ask your administrator to install them, then run this again.';

/**
 * Installs what a purpose needs, after saying which packages and asking.
 * @param {Purpose} purpose
 * @param {string} why what it is for, as the beginning of a sentence: "To run containers"
 * @param {{ yes: boolean, say: (line: string) => void }} options
 */
export async function installPackages(purpose, why, { yes, say }) {
  const manager = await packageManager(say);
  if (manager === null) {
    throw new SetupProblem(
      `${why}, packages are needed, and neither apt nor dnf is here to install them.`,
      `Install the equivalent of: ${plainNames(wanted.apt[purpose])}.`,
    );
  }
  if (asRoot().length > 0 && !(await which('sudo'))) {
    throw new SetupProblem(
      `${why}, these packages are needed: ${plainNames(wanted[manager.name][purpose])}; you are not root and there is no sudo.`,
      administrator,
    );
  }
  const names = await settleNames(wanted[manager.name][purpose], manager.has);
  const question = `${why}, these packages will be installed with ${manager.name}: ${names.join(' ')}. Go on?`;
  if (!(await confirm(question, { yes }))) {
    throw new SetupProblem('Nothing was installed.', `Install them yourself (${names.join(' ')}) and run this again.`);
  }
  if (!(await mayInstall())) {
    throw new SetupProblem(
      `${why}, these packages are needed: ${names.join(' ')}; sudo doesn't let you install them.`,
      process.stdin.isTTY
        ? administrator
        : `Run \`npm run setup\` in a terminal, where sudo can ask for your password. ${administrator.replace('Ask', 'Or ask')}`,
    );
  }
  say(`installing ${names.join(' ')}`);
  const code = await noting(purpose, () => installNames(manager, names));
  if (code !== 0) {
    throw new SetupProblem(
      `Installing ${names.join(' ')} failed (exit code ${code}); the reason is above.`,
      `Put it right and run this again, or install them yourself: ${[...manager.install, ...names].join(' ')}`,
    );
  }
}

/**
 * Goes on with what was being installed when an earlier set-up was interrupted.
 * @param {{ yes: boolean, say: (line: string) => void }} options
 */
export async function finishInterrupted(options) {
  for (const purpose of await interrupted()) {
    await installPackages(purpose, 'An installation was interrupted; to finish it', options);
  }
}

/**
 * Whether the distribution has everything that a purpose needs.
 * @param {Purpose} purpose
 * @param {(line: string) => void} say
 */
export async function hasPackages(purpose, say) {
  const manager = await packageManager(say);
  if (manager === null) return false;
  const names = await settleNames(wanted[manager.name][purpose], manager.has);
  for (const name of names) {
    if (!(await manager.has(name))) return false;
  }
  return true;
}

/** The names by which a person finds them. @param {(string | string[])[]} entries */
function plainNames(entries) {
  return entries
    .map((entry) => [entry].flat()[0])
    .join(' ')
    .replaceAll('?', '');
}
