// @ts-check
/** The licences of the npm packages that are bundled into the app: most ask to be passed on with it. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const rule = '-'.repeat(100);

/** Writes them where electron-builder.yml looks for them. @param {string} root */
export async function writeLicences(root) {
  const file = path.join(root, 'out', 'LICENSES.npm.txt');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, await licences(root));
}

/**
 * One text of the licences of all packages that the app depends on, not of those that only build and test it.
 * @param {string} root
 */
export async function licences(root) {
  const lock = JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8'));
  /** @type {[string, { version?: string, license?: string, dev?: boolean, devOptional?: boolean }][]} */
  const entries = Object.entries(lock.packages);
  const shipped = entries.filter(([place, { dev, devOptional }]) => place !== '' && !dev && !devOptional);
  const texts = await Promise.all(
    shipped.map(async ([place, { version = '', license = 'unknown' }]) => {
      const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const text = (await licenceText(path.join(root, place))) ?? `Licence: ${license}`;
      return `${rule}\n${name} ${version}\n${rule}\n\n${text.trim()}\n`;
    }),
  );
  return texts.join('\n');
}

/** @param {string} folder @returns {Promise<string | null>} null where the package brings none, or isn't installed on this system */
async function licenceText(folder) {
  const names = await readdir(folder).catch(() => /** @type {string[]} */ ([]));
  const name = names.find((each) => /^(licen[cs]e|copying)(\.|-|$)/i.test(each));
  return name === undefined ? null : readFile(path.join(folder, name), 'utf8');
}
