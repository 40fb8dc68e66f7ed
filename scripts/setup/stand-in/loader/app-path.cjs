// @ts-check
/**
 * Reads Electron's command line as its own default app does: the first word that isn't a switch is
 * the app's folder; `-r FILE` / `--require FILE` / `--require=FILE` name modules to load before it.
 * @param {string[]} words the command line without the program
 * @returns {{ folder: string | undefined, modules: string[] }}
 */
function readCommandLine(words) {
  /** @type {string[]} */
  const modules = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '-r' || word === '--require') {
      const next = words[++i];
      if (next !== undefined) modules.push(next);
    } else if (word.startsWith('--require=')) modules.push(word.slice('--require='.length));
    else if (word.startsWith('--app=')) return { folder: word.slice('--app='.length), modules };
    else if (!word.startsWith('-')) return { folder: word, modules };
  }
  return { folder: undefined, modules };
}

module.exports = { readCommandLine };
