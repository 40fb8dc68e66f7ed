// @ts-check
/** The npm dependencies: installed when they are missing or not those of the lock file. */
import { createHash } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { codeOf, npm, npmProblem } from '../npm.mjs';
import { projectRoot } from '../paths.mjs';
import { SetupProblem } from '../problem.mjs';
import { needRoom } from '../room.mjs';

/** Megabytes of node_modules. */
const size = 650;

/**
 * @param {string} root the project's folder
 * @returns {Promise<'missing' | 'old' | 'there'>}
 */
export async function dependenciesState(root) {
  const done = await time(path.join(root, 'node_modules', '.package-lock.json'));
  if (done === null) return 'missing';
  // npm's `node` package puts its program there with an install script, which may have been refused.
  if ((await time(path.join(root, 'node_modules', '.bin', 'node'))) === null) return 'missing';
  // Git sets times as it likes, so what counts is the lock file that was installed from; npm itself keeps none.
  const stamped = await time(stampFile(root));
  if (stamped !== null && stamped >= done) {
    return (await readFile(stampFile(root), 'utf8')) === (await lockHash(root)) ? 'there' : 'old';
  }
  // Installed by hand.
  const wanted = await time(path.join(root, 'package-lock.json'));
  return wanted !== null && wanted > done ? 'old' : 'there';
}

/** @param {string} root */
function stampFile(root) {
  return path.join(root, 'node_modules', '.gantry-lock-hash');
}

/** @param {string} root */
async function lockHash(root) {
  const text = await readFile(path.join(root, 'package-lock.json')).catch(() => '');
  return createHash('sha256').update(text).digest('hex');
}

/**
 * @param {{ say: (line: string) => void, root?: string, install?: typeof npmInstall }} options
 */
export async function dependencies({ say, root = projectRoot, install = npmInstall }) {
  const state = await dependenciesState(root);
  if (state === 'there') {
    say('npm dependencies are there');
    return;
  }
  say(
    state === 'missing'
      ? 'installing the npm dependencies (a minute or two)'
      : 'the npm dependencies are not those of package-lock.json: installing them anew',
  );
  if (state === 'missing') await needRoom(root, size, { what: 'The npm dependencies' });
  const done = await install(root);
  if (done.code !== 0) throw npmProblem('The npm dependencies could not be installed', done);
  if ((await dependenciesState(root)) === 'missing') {
    throw new SetupProblem(
      "npm installed the dependencies without the program of its `node` package, since that one's install script did not run.",
      'Allow it (`npm config delete ignore-scripts`), then run `npm rebuild node`.',
    );
  }
  // A file of its own: in a copy made of hard links the old one is other copies' too.
  await rm(stampFile(root), { force: true });
  await writeFile(stampFile(root), await lockHash(root));
}

/** @param {string} root @returns {Promise<import('../run.mjs').RunResult>} */
async function npmInstall(root) {
  const options = {
    cwd: root,
    // Browsers and Electron are steps of their own.
    env: { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  };
  const quiet = ['--no-audit', '--no-fund'];
  const clean = await npm(['ci', ...quiet], options);
  // A registry that doesn't have the packages for other systems makes a lock file without them, which `npm ci`
  // refuses. The versions it does name are kept by a plain install, and the lock file stays as it is.
  return codeOf(clean.stderr) === 'EUSAGE' ? npm(['install', '--no-save', ...quiet], options) : clean;
}

/** @param {string} file */
async function time(file) {
  const info = await stat(file).catch(() => null);
  return info === null ? null : info.mtimeMs;
}
