// @ts-check
/** The parts that are built, what each is made of, and whether it is out of date. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string} config
 * @property {string[]} inputs files and folders
 * @property {string} output
 */

const common = ['shared', 'vite.checks.config.ts', 'package.json', 'package-lock.json', 'tsconfig.base.json'];
const node = ['vite.node.config.ts', 'app', ...common];

/** @type {Part[]} */
export const parts = [
  { name: 'main', config: 'vite.main.config.ts', inputs: ['main', ...node], output: 'out/main/main.cjs' },
  { name: 'preload', config: 'vite.preload.config.ts', inputs: node, output: 'out/preload/preload.cjs' },
  {
    name: 'renderer',
    config: 'vite.renderer.config.ts',
    inputs: ['renderer', ...common],
    output: 'out/renderer/index.html',
  },
];

/**
 * What the part is made of, as one word: contents, not times, since git sets times as it likes.
 * @param {Part} part
 * @param {string} root
 * @param {string} target
 */
export async function inputsHash(part, root, target) {
  const hash = createHash('sha256').update(target);
  for (const input of [part.config, ...part.inputs]) {
    const files = await filesOf(path.join(root, input));
    const contents = await Promise.all(files.map((file) => readFile(file)));
    for (const [i, file] of files.entries()) hash.update(path.relative(root, file)).update(contents[i] ?? '');
  }
  return hash.digest('hex');
}

/** Tests are no input. @param {string} input @returns {Promise<string[]>} */
async function filesOf(input) {
  /** @type {import('node:fs').Dirent[]} */
  let entries;
  try {
    entries = await readdir(input, { recursive: true, withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return [input];
    return []; // a folder that doesn't exist yet
  }
  return entries
    .filter((entry) => entry.isFile() && !/\.(test|integration)\.[a-z]+$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** @param {Part} part @param {string} root @param {string} hash */
export async function isUpToDate(part, root, hash) {
  const stamp = await readFile(stampFile(part, root), 'utf8').catch(() => '');
  return stamp === hash && existsSync(path.join(root, part.output));
}

/** @param {Part} part @param {string} root @param {string} hash */
export async function stamp(part, root, hash) {
  await mkdir(path.dirname(stampFile(part, root)), { recursive: true });
  await writeFile(stampFile(part, root), hash);
}

/** Beside the outputs, not in them: Vite empties those. @param {Part} part @param {string} root */
function stampFile(part, root) {
  return path.join(root, 'out', `.${part.name}.stamp`);
}
