// @ts-check
/**
 * Merges containers.conf files as Podman does: table by table, key by key, the later one wins. Values are
 * carried over as they are written, so nothing of TOML but its lines and brackets needs to be understood.
 */

/** @typedef {Map<string, Map<string, string>>} Tables a table's name to its keys and their text */

/** @param {string} text @returns {Tables} */
export function readTables(text) {
  /** @type {Tables} */
  const tables = new Map();
  let current = table(tables, '');
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = withoutComment(lines[i] ?? '').trim();
    const header = /^\[([^[\]]+)\]$/.exec(line);
    if (header) current = table(tables, (header[1] ?? '').trim());
    else {
      const pair = /^("[^"]*"|[\w.-]+)\s*=\s*(.*)$/s.exec(line);
      if (!pair) continue;
      let value = pair[2] ?? '';
      // An array may go over several lines.
      while (openBrackets(value) > 0 && i + 1 < lines.length) value += ` ${withoutComment(lines[++i] ?? '').trim()}`;
      current.set(pair[1] ?? '', value);
    }
  }
  return tables;
}

/** @param {Tables[]} all the later ones win @returns {string} */
export function mergeTables(all) {
  /** @type {Tables} */
  const merged = new Map();
  for (const tables of all) {
    for (const [name, keys] of tables) {
      for (const [key, value] of keys) table(merged, name).set(key, value);
    }
  }
  const parts = [...merged].filter(([, keys]) => keys.size > 0);
  return parts
    .map(([name, keys]) => `${name === '' ? '' : `[${name}]\n`}${[...keys].map(([key, value]) => `${key} = ${value}\n`).join('')}`)
    .join('\n');
}

/** @param {Tables} tables @param {string} name */
function table(tables, name) {
  const known = tables.get(name) ?? new Map();
  tables.set(name, known);
  return known;
}

/** @param {string} line */
function withoutComment(line) {
  return overStrings(line, (text) => (text.includes('#') ? { keep: text.slice(0, text.indexOf('#')), stop: true } : { keep: text, stop: false }));
}

/** @param {string} value */
function openBrackets(value) {
  const bare = value.replace(/"(\\.|[^"\\])*"|'[^']*'/g, '');
  return (bare.match(/[[{]/g) ?? []).length - (bare.match(/[\]}]/g) ?? []).length;
}

/**
 * Hands what stands outside of strings to a function.
 * @param {string} line
 * @param {(text: string) => { keep: string, stop: boolean }} visit
 */
function overStrings(line, visit) {
  let result = '';
  for (const part of line.split(/("(?:\\.|[^"\\])*"|'[^']*')/)) {
    if (part.startsWith('"') || part.startsWith("'")) result += part;
    else {
      const { keep, stop } = visit(part);
      result += keep;
      if (stop) break;
    }
  }
  return result;
}
