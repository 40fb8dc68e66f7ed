// @ts-check
/** Seeing beforehand whether something can be written, instead of leaving it half done. */
import { access, constants, mkdir, statfs } from 'node:fs/promises';
import path from 'node:path';
import { SetupProblem } from './problem.mjs';

/**
 * Makes a folder, after seeing that we may write there: on a read-only file system Node's own `mkdir` says that
 * something doesn't exist, or tries for ever.
 * @param {string} folder
 * @param {(folder: string) => Promise<void>} [check] throws the system's error
 */
export async function ownFolder(folder, check = (found) => access(found, constants.W_OK)) {
  await check(await lastThatExists(folder));
  await mkdir(folder, { recursive: true });
}

/**
 * @param {string} folder that is there
 * @param {number} megabytes
 * @param {{ what: string, free?: (folder: string) => Promise<number> }} options
 *   `what`: what needs them, as the beginning of a sentence: "The npm dependencies"; `free`: gives bytes
 */
export async function needRoom(folder, megabytes, { what, free = freeBytes }) {
  const found = Math.floor((await free(folder)) / 1e6);
  if (found >= megabytes) return;
  throw new SetupProblem(
    `${what} take ${megabytes} MB, and the disk has ${found} MB left at ${folder}.`,
    'Make room and run this again.',
  );
}

/** @param {string} folder */
async function freeBytes(folder) {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** @param {string} folder @returns {Promise<string>} */
async function lastThatExists(folder) {
  const exists = await access(folder).then(
    () => true,
    () => false,
  );
  return exists ? folder : lastThatExists(path.dirname(folder));
}
