/** Words as a POSIX shell reads and writes them, as far as an argument list needs it: no variables, no globs. */

/**
 * Splits a command line into its arguments: blanks part them; '…', "…" and \ keep blanks together.
 * @returns null where a quote isn't closed
 */
export function splitWords(line: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote: '"' | "'" | null = null;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line.charAt(at);
    if (quote === "'") {
      if (sign === "'") quote = null;
      else word += sign;
    } else if (sign === '\\' && (quote === null || /["\\$`]/.test(line.charAt(at + 1)))) {
      at += 1;
      word = (word ?? '') + line.charAt(at);
    } else if (sign === quote) {
      quote = null;
    } else if (quote === null && (sign === '"' || sign === "'")) {
      quote = sign;
      word ??= '';
    } else if (quote === null && /\s/.test(sign)) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? '') + sign;
    }
  }
  if (quote !== null) return null;
  return word === null ? words : [...words, word];
}

/** One argument, quoted where a shell would make something else of it. */
export function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
