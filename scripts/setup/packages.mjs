// @ts-check
/** System packages: installed only after saying which and asking. */
import { confirm } from './ask.mjs';
import { asRoot, installNames, packageManager } from './packages/managers.mjs';
import { settleNames, wanted } from './packages/names.mjs';
import { SetupProblem } from './problem.mjs';
import { which } from './which.mjs';

/** @typedef {import('./packages/names.mjs').Purpose} Purpose */

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
      `Install the equivalent of: ${wanted.apt[purpose]
        .map((entry) => [entry].flat()[0])
        .join(' ')
        .replaceAll('?', '')}.`,
    );
  }
  if (asRoot().length > 0 && !(await which('sudo'))) {
    const plain = wanted[manager.name][purpose]
      .map((entry) => [entry].flat()[0])
      .join(' ')
      .replaceAll('?', '');
    throw new SetupProblem(
      `${why}, these packages are needed: ${plain}; you are not root and there is no sudo.`,
      'Ask your administrator to install them, then run this again.',
    );
  }
  const names = await settleNames(wanted[manager.name][purpose], manager.has);
  const question = `${why}, these packages will be installed with ${manager.name}: ${names.join(' ')}. Go on?`;
  if (!(await confirm(question, { yes }))) {
    throw new SetupProblem('Nothing was installed.', `Install them yourself (${names.join(' ')}) and run this again.`);
  }
  say(`installing ${names.join(' ')}`);
  const code = await installNames(manager, names);
  if (code !== 0) {
    throw new SetupProblem(
      `Installing ${names.join(' ')} failed (exit code ${code}); the reason is above.`,
      `Put it right and run this again, or install them yourself: ${[...manager.install, ...names].join(' ')}`,
    );
  }
}

/**
 * Whether the distribution has everything that a purpose needs.
 * @param {Purpose} purpose
 */
export async function hasPackages(purpose) {
  const manager = await packageManager();
  if (manager === null) return false;
  const names = await settleNames(wanted[manager.name][purpose], manager.has);
  for (const name of names) {
    if (!(await manager.has(name))) return false;
  }
  return true;
}
