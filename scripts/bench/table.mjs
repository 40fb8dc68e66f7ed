// @ts-check
/** Figures as a table: for the terminal, and for the page about performance. */

/**
 * What `npm run bench -- --json FILE` writes an array of.
 * @typedef {object} Figure
 * @property {string} name
 * @property {string} engine which it was measured with
 * @property {number} measured
 * @property {string} unit
 * @property {number | null} yardstick null: there is none
 * @property {number | null} ratio measured by yardstick
 * @property {string | null} goal null: it is only recorded
 * @property {boolean | null} ok whether the goal is reached
 */

const heads = ['Figure', 'Measured', 'Yardstick', 'Ratio', 'Goal', ''];

/** @param {Figure} figure @returns {string[]} */
function cells({ name, measured, unit, yardstick, ratio, goal, ok }) {
  const verdict = ok === null ? '' : ok ? 'reached' : 'missed';
  const beside = yardstick === null ? '–' : `${yardstick} ${unit}`;
  return [name, `${measured} ${unit}`, beside, ratio === null ? '–' : `${ratio} ×`, goal ?? '–', verdict];
}

/** Columns of equal width. @param {readonly Figure[]} figures */
export function textTable(figures) {
  return aligned(figures)
    .map((row) => row.join('  ').trimEnd())
    .join('\n');
}

/** @param {readonly Figure[]} figures */
export function markdownTable(figures) {
  const [head = [], ...rows] = aligned(figures);
  const rule = head.map((cell) => '-'.repeat(cell.length));
  return [head, rule, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** @param {readonly Figure[]} figures @returns {string[][]} */
function aligned(figures) {
  const rows = [heads, ...figures.map(cells)];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)));
}
