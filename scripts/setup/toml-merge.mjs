// @ts-check
/** Merges containers.conf files as Podman does: table by table, key by key, the later one wins. */
import { parse, stringify } from 'smol-toml';

/** @typedef {import('smol-toml').TomlTable} Table */

/**
 * @param {string[]} texts the later ones win
 * @returns {string}
 */
export function mergeToml(texts) {
  // Numbers too large for a double stay what they are.
  return stringify(texts.map((text) => parse(text, { integersAsBigInt: 'asNeeded' })).reduce(mergeTables, {}));
}

/** @param {Table} under @param {Table} over @returns {Table} */
function mergeTables(under, over) {
  const merged = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const known = merged[key];
    merged[key] = isTable(known) && isTable(value) ? mergeTables(known, value) : value;
  }
  return merged;
}

/** @param {unknown} value @returns {value is Table} */
function isTable(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
}
