// @ts-check
/**
 * What the last set-up came to. It holds for as long as everything that the steps look at is the same, which takes
 * milliseconds to see; so that opening the app a second time doesn't ask Podman, try CRIU and look for libraries.
 * Needs neither TypeScript nor the npm dependencies: the machine's own Node can ask.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { release } from 'node:os';
import path from 'node:path';
import { filesInForce } from './conf-files.mjs';
import { hasFailedLately } from './downloads.mjs';
import { cacheFolder, projectRoot, toolNode } from './paths.mjs';
import { rememberedEnvironment, withoutOurs } from './remembered.mjs';
import { dependenciesState } from './steps/dependencies.mjs';
import { hasDisplay } from './steps/display.mjs';
import { installedElectron, isLatelyUnreachable } from './steps/electron.mjs';
import { which } from './which.mjs';

/**
 * @typedef {object} Ready what it takes to open the app
 * @property {NodeJS.ProcessEnv} env
 * @property {import('./steps/electron.mjs').Electron} electron
 * @property {boolean} headless there is no display: start one with `startXvfb`
 */

const programs = ['podman', 'crun', 'runc', 'conmon', 'criu', 'Xvfb'];
const variables = ['CONTAINERS_CONF', 'CONTAINERS_CONF_OVERRIDE', 'CONTAINER_HOST', 'ELECTRON_OVERRIDE_DIST_PATH'];
/** Whose contents count. The set-up of another copy of the project may write the same ones anew. */
const ownFiles = ['containers.conf', 'environment.json'];
const kernelFiles = [
  '/proc/sys/kernel/random/boot_id',
  '/proc/sys/kernel/apparmor_restrict_unprivileged_userns',
  '/proc/self/limits',
];
const ownSources = ['scripts/setup', 'scripts/setup/steps', 'main/host/doctor'];

/** One for each copy of the project. @param {NodeJS.ProcessEnv} env */
function fileOf(env) {
  const name = createHash('sha256').update(projectRoot).digest('hex').slice(0, 16);
  return path.join(cacheFolder(env), `ready-${name}`);
}

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Ready | null>} null where something has changed since, or was never set up
 */
export async function recallReady(env = process.env) {
  const base = withoutOurs(env);
  const kept = await readFile(fileOf(base), 'utf8').catch(() => '');
  if (kept === '' || (await dependenciesState(projectRoot)) !== 'there') return null;
  const electron = await installedElectron(base);
  if (electron === null || kept !== (await markOf(base, electron))) return null;
  return { env: { ...base, ...(await rememberedEnvironment(base)) }, electron, headless: !hasDisplay(base) };
}

/** To be called when everything is there. @param {NodeJS.ProcessEnv} base without what the set-up puts into it */
export async function keepReady(base) {
  const electron = await installedElectron(base);
  if (electron === null) return forgetReady(base);
  const fresh = `${fileOf(base)}.${process.pid}`;
  await writeFile(fresh, await markOf(base, electron));
  await rename(fresh, fileOf(base));
}

/** @param {NodeJS.ProcessEnv} base */
export async function forgetReady(base) {
  await rm(fileOf(base), { force: true });
}

/**
 * Everything that the steps look at, as one word.
 * @param {NodeJS.ProcessEnv} env
 * @param {import('./steps/electron.mjs').Electron} electron
 */
async function markOf(env, electron) {
  const found = await Promise.all(programs.map((name) => which(name, env)));
  const isRoot = process.getuid?.() === 0;
  const files = [
    ...found.flatMap((file) => file ?? []),
    ...(await filesInForce(env, path.join(cacheFolder(env), 'containers.conf'), isRoot)),
    ...(await Promise.all(ownSources.map(filesOf))).flat(),
    path.join(cacheFolder(env), 'criu-bin', 'criu'),
    electron.path,
    toolNode,
  ];
  const facts = {
    projectRoot,
    user: process.getuid?.(),
    kernel: release(),
    texts: await Promise.all(
      [...kernelFiles, ...ownFiles.map((name) => path.join(cacheFolder(env), name))].map((file) =>
        readFile(file, 'utf8').catch(() => null),
      ),
    ),
    capabilities: /^CapEff.*/m.exec(await readFile('/proc/self/status', 'utf8'))?.[0],
    files: await Promise.all(files.map(stampOf)),
    variables: variables.map((name) => env[name]),
    display: hasDisplay(env),
    electron,
    // Downloads that failed are tried again some day.
    failed: [electron.standIn && (await isLatelyUnreachable(env)), await hasFailedLately('criu', env)],
  };
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

/** @param {string} folder of the project @returns {Promise<string[]>} */
async function filesOf(folder) {
  const entries = await readdir(path.join(projectRoot, folder), { withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => path.join(projectRoot, folder, name));
}

/** @param {string} file */
async function stampOf(file) {
  const info = await stat(file).catch(() => null);
  return info === null ? [file] : [file, info.mtimeMs, info.size];
}
