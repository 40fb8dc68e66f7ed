// @ts-check
/** A program named `criu` that runs the unpacked one with its own libraries. */
import { chmod, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The text of the wrapper.
 * @param {{ criu: string, loader?: string, libraries?: string, env: Record<string, string> }} parts
 */
export function wrapperText({ criu, loader, libraries, env }) {
  const settings = Object.entries(env).map(([name, value]) => `export ${name}=${value}\n`);
  const own = loader && libraries ? `${quote(loader)} --library-path ${quote(libraries)} ` : '';
  return `#!/bin/sh\n# Made by Gantry's set-up.\n${settings.join('')}exec ${own}${quote(criu)} "$@"\n`;
}

/**
 * @param {string} folder the PATH folder it goes to
 * @param {string} text
 * @returns {Promise<string>} its path
 */
export async function writeWrapper(folder, text) {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'criu');
  // Renamed into place: a running checkpoint may be reading the old one.
  await writeFile(`${file}.new`, text);
  await chmod(`${file}.new`, 0o755);
  await rename(`${file}.new`, file);
  return file;
}

/**
 * The parts of an unpacked CRIU.
 * @param {string} root
 * @returns {Promise<{ criu: string, loader: string, libraries: string }>}
 */
export async function unpackedCriu(root) {
  const library = path.join(root, 'usr', 'lib');
  const triplet = (await readdir(library)).find((name) => name.endsWith('-linux-gnu'));
  if (triplet === undefined) throw new Error(`no libraries in ${library}`);
  const libraries = path.join(library, triplet);
  const loader = (await readdir(libraries)).find((name) => name.startsWith('ld-linux'));
  if (loader === undefined) throw new Error(`no ld-linux in ${libraries}`);
  return { criu: path.join(root, 'usr', 'sbin', 'criu'), loader: path.join(libraries, loader), libraries };
}

/** @param {string} text */
function quote(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
