// @ts-check
/** The machine's disk, made once and kept in our cache folder under the name of what it is made of. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { machinesDebianMirror } from '../setup/criu/fetch.mjs';
import { inTurn } from '../setup/in-turn.mjs';
import { asRoot } from '../setup/packages/managers.mjs';
import { cacheFolder, toolNode } from '../setup/paths.mjs';
import { SetupProblem } from '../setup/problem.mjs';
import { needRoom, ownFolder } from '../setup/room.mjs';
import { lastWords, run } from '../setup/run.mjs';
import { inWorkFolder } from '../setup/work-folder.mjs';
import { recipeKey } from './recipe.mjs';

/** Debian's own, for machines that are none. */
const mirrorOfAll = 'http://deb.debian.org/debian';
const megabytes = 1500;
const patience = 15 * 60 * 1000;

/** @typedef {{ image: string, kernel: string, initrd: string }} Disk paths; the image is never written to */

/**
 * @param {{ say: (line: string) => void, cache?: string, make?: (folder: string) => Promise<void> }} options
 * @returns {Promise<Disk>}
 */
export async function machineDisk({ say, cache = cacheFolder(), make = build }) {
  const place = path.join(cache, 'selinux-machine');
  const folder = path.join(place, await recipeKey());
  // Two test runs that begin at the same time build one.
  const name = `\0gantry-selinux-machine-${createHash('sha256').update(folder).digest('hex')}`;
  await inTurn(() => provide(folder, { say, make }), { say, name });
  const file = (/** @type {string} */ each) => path.join(folder, each);
  return { image: file('disk.img'), kernel: file('vmlinuz'), initrd: file('initrd.img') };
}

/** @param {string} folder @param {{ say: (line: string) => void, make: (folder: string) => Promise<void> }} options */
async function provide(folder, { say, make }) {
  if (existsSync(folder)) return;
  say('building a machine with SELinux for the tests: a minute or two, once');
  const place = path.dirname(folder);
  await ownFolder(place);
  await needRoom(place, megabytes, { what: 'The disk of a machine with SELinux' });
  await inWorkFolder(folder, async (work) => {
    await make(work);
    await rename(work, folder);
  });
  await removeOlder(folder);
}

/** Those of other recipes. @param {string} folder */
async function removeOlder(folder) {
  const place = path.dirname(folder);
  for (const name of await readdir(place)) {
    const isOther = /^[0-9a-f]{16}$/.test(name) && name !== path.basename(folder);
    if (isOther) await rm(path.join(place, name), { recursive: true, force: true });
  }
}

/** In name spaces of its own: whatever is mounted and started there ends with the first process. @param {string} folder */
async function build(folder) {
  const mirror = (await machinesDebianMirror()) ?? mirrorOfAll;
  const [program = '', ...args] = [
    ...[...asRoot(), 'unshare', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', '--propagation=private'],
    ...[toolNode, path.join(import.meta.dirname, 'build.mjs'), folder, mirror],
  ];
  const built = await run(program, args, { timeout: patience });
  if (built.code !== 0) {
    throw new SetupProblem(
      `The machine with SELinux could not be built: ${lastWords(built)}.`,
      'It is made of Debian packages: see whether the mirror can be reached, and run this again.',
    );
  }
}
