// @ts-check
/** The page about performance shows the figures that are kept beside it. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '../setup/paths.mjs';
import { markdownTable } from './table.mjs';

/** @typedef {import('./table.mjs').Figure} Figure */

const begin = '<!-- figures -->\n';
const end = '<!-- end of the figures -->';

/** @param {string} [root] the project's folder */
export function pageFiles(root = projectRoot) {
  return { figures: path.join(root, 'docs/performance.json'), page: path.join(root, 'docs/performance.md') };
}

/** Writes the figures' table into the page. @param {string} [root] */
export async function writePage(root) {
  const files = pageFiles(root);
  const page = await readFile(files.page, 'utf8');
  await writeFile(files.page, withFigures(page, JSON.parse(await readFile(files.figures, 'utf8'))));
}

/**
 * Throws for a page without the two marks.
 * @param {string} page
 * @param {readonly Figure[]} figures
 */
export function withFigures(page, figures) {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The page has no place for figures: ${begin}${end}`);
  const engines = [...new Set(figures.map(({ engine }) => engine))].join(', ');
  const shown = `Measured with ${engines}.\n\n${markdownTable(figures)}\n\n`;
  return `${page.slice(0, from + begin.length)}\n${shown}${page.slice(to)}`;
}
