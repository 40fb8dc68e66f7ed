// @ts-check
/** Processes of this machine, by their command lines. */
import { readdir, readFile } from 'node:fs/promises';

/**
 * The number of the process with this word among its arguments.
 * @param {string} word
 * @returns {Promise<number>}
 */
export async function processWith(word) {
  for (const name of await readdir('/proc')) {
    if (/^\d+$/.test(name) && (await commandLine(Number(name))).includes(word)) return Number(name);
  }
  throw new Error(`No process has ${word} among its arguments.`);
}

/**
 * Empty for one that has ended, also while nobody has taken note of it.
 * @param {number} pid
 * @returns {Promise<string[]>}
 */
export async function commandLine(pid) {
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return text.split('\0').filter((word) => word !== '');
}
