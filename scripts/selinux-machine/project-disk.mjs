// @ts-check
/** This project on a disk, with what its tests need to run inside of a machine that reaches nothing. */
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '../setup/paths.mjs';
import { lastWords, run } from '../setup/run.mjs';

const own = ['main', 'scripts', 'shared', 'package.json', 'tsconfig.base.json', 'vitest.selinux.config.ts'];
/** The test runner, a Node that it runs on, and what `main` imports. */
const packages = ['node', 'vite', 'vitest', 'koffi', 'smol-toml', 'tar-stream', 'zod'];
const size = '400M';

/** Where it is in the machine. */
export const projectPlace = '/opt/gantry';
/** Its Node: the machine has none of its own. */
export const projectNode = `${projectPlace}/node_modules/node/bin/node`;
/** Mounts it there, by a shell. A disk that was made without labels gets one that everybody may read. */
export const mountProject = [
  `{ mountpoint -q ${projectPlace}`,
  `{ mkdir -p ${projectPlace} && mount -o ro,context=system_u:object_r:usr_t:s0 /dev/vdb ${projectPlace}; }; }`,
].join(' || ');

/**
 * @param {string} folder to work in
 * @returns {Promise<string>} the image of an ext4 file system
 */
export async function projectDisk(folder) {
  const staged = path.join(folder, 'project');
  for (const name of [...own, ...(await withTheirs(packages))]) {
    await mkdir(path.dirname(path.join(staged, name)), { recursive: true });
    await cp(path.join(projectRoot, name), path.join(staged, name), { recursive: true, verbatimSymlinks: true });
  }
  const image = path.join(folder, 'project.img');
  const made = await run('mke2fs', ['-q', '-t', 'ext4', '-O', '^has_journal', '-d', staged, image, size]);
  if (made.code !== 0) throw new Error(`mke2fs: ${lastWords(made)}`);
  await rm(staged, { recursive: true });
  return image;
}

/** With all that they need in turn. @param {string[]} names @returns {Promise<Set<string>>} folders of the project */
async function withTheirs(names) {
  const lock = JSON.parse(await readFile(path.join(projectRoot, 'package-lock.json'), 'utf8'));
  const found = new Set();
  const visit = (/** @type {string} */ from, /** @type {string} */ name) => {
    const place = placeOf(lock.packages, from, name);
    // Made for other machines.
    if (place === null || !existsSync(path.join(projectRoot, place)) || found.has(place)) return;
    found.add(place);
    const { dependencies, optionalDependencies } = lock.packages[place];
    for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) visit(place, needed);
  };
  for (const name of names) visit('', name);
  return found;
}

/**
 * Where Node finds a package: beside who asks, or further up.
 * @param {Record<string, unknown>} places @param {string} from @param {string} name
 * @returns {string | null}
 */
function placeOf(places, from, name) {
  const place = path.posix.join(from, 'node_modules', name);
  if (place in places) return place;
  return from === '' ? null : placeOf(places, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name);
}
