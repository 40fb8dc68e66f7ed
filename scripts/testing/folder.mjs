// @ts-check
/** What the tests of the scripts have in common. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * A folder that goes away with the test.
 * @param {{ after: (end: () => Promise<void>) => void }} test
 */
export async function folderOf(test) {
  const folder = await mkdtemp(path.join(tmpdir(), 'gantry-scripts-test.'));
  test.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Puts shell scripts in the place of programs.
 * @param {string} folder
 * @param {Record<string, string>} programs name to script
 * @returns {Promise<string>} the folder, for the PATH
 */
export async function fakePrograms(folder, programs) {
  const bin = path.join(folder, 'bin');
  await mkdir(bin, { recursive: true });
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(path.join(bin, name), `#!/bin/sh\n${script}\n`);
    await chmod(path.join(bin, name), 0o755);
  }
  return bin;
}

/**
 * Sets variables of our own environment for the time of a test.
 * @param {{ after: (end: () => void) => void }} test
 * @param {Record<string, string>} variables
 */
export function withEnvironment(test, variables) {
  for (const [name, value] of Object.entries(variables)) {
    const before = process.env[name];
    process.env[name] = value;
    test.after(() => {
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
    });
  }
}

/** Collects what is said. */
export function listener() {
  /** @type {string[]} */
  const lines = [];
  return { lines, say: (/** @type {string} */ line) => void lines.push(line) };
}
