// @ts-check
/** The npm dependencies: installed when they are missing or older than the lock file. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '../paths.mjs';
import { SetupProblem } from '../problem.mjs';
import { runInSight } from '../run.mjs';

/**
 * @param {string} root the project's folder
 * @returns {Promise<'missing' | 'old' | 'there'>}
 */
export async function dependenciesState(root) {
  const done = await time(path.join(root, 'node_modules', '.package-lock.json'));
  if (done === null) return 'missing';
  // npm's `node` package puts its program there with an install script, which may have been refused.
  if ((await time(path.join(root, 'node_modules', '.bin', 'node'))) === null) return 'missing';
  const wanted = await time(path.join(root, 'package-lock.json'));
  return wanted !== null && wanted > done ? 'old' : 'there';
}

/**
 * @param {{ say: (line: string) => void, root?: string, install?: (root: string) => Promise<number> }} options
 */
export async function dependencies({ say, root = projectRoot, install = npmInstall }) {
  const state = await dependenciesState(root);
  if (state === 'there') {
    say('npm dependencies are there');
    return;
  }
  say(state === 'missing' ? 'installing the npm dependencies' : 'the npm dependencies are older than package-lock.json: installing them anew');
  const code = await install(root);
  if (code !== 0) {
    throw new SetupProblem(
      `npm could not install the dependencies (exit code ${code}); the reason is above.`,
      'Check the access to the npm registry and run this again.',
    );
  }
  if ((await dependenciesState(root)) === 'missing') {
    throw new SetupProblem(
      "npm installed the dependencies without the program of its `node` package, since that one's install script did not run.",
      'Allow it (`npm config delete ignore-scripts`), then run `npm rebuild node`.',
    );
  }
}

/** @param {string} root */
function npmInstall(root) {
  // The scripts that are needed are few and named in package.json; Electron's binary is a step of its own.
  return runInSight('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    env: { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  });
}

/** @param {string} file */
async function time(file) {
  const info = await stat(file).catch(() => null);
  return info === null ? null : info.mtimeMs;
}
