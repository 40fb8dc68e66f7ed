// @ts-check
/** Installations that were interrupted: a package may be there then, and what it needs missing. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from '../paths.mjs';
import { wanted } from './names.mjs';

/** @typedef {import('./names.mjs').Purpose} Purpose */

const notes = () => path.join(cacheFolder(), 'installing');

/**
 * Notes what is being installed, for as long as it takes.
 * @template T
 * @param {Purpose} purpose
 * @param {() => Promise<T>} install
 * @returns {Promise<T>}
 */
export async function noting(purpose, install) {
  const note = path.join(notes(), purpose);
  await mkdir(notes(), { recursive: true });
  await writeFile(note, '');
  const result = await install();
  await rm(note, { force: true });
  return result;
}

/** What was being installed when a set-up ended. @returns {Promise<Purpose[]>} */
export async function interrupted() {
  const names = await readdir(notes()).catch(() => /** @type {string[]} */ ([]));
  return names.filter(isPurpose);
}

/** @param {string} name @returns {name is Purpose} */
function isPurpose(name) {
  return Object.hasOwn(wanted.apt, name);
}
