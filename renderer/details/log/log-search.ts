/** Finds words in log lines. Matches are counted by line; within a line each is marked. */
import type { KeptLine } from './log-buffer.ts';

export interface LogQuestion {
  readonly text: string;
  readonly caseSensitive: boolean;
  readonly regex: boolean;
}

export interface Found {
  readonly start: number;
  readonly end: number;
}

export type Matcher = (text: string) => readonly Found[];

const nothing: readonly Found[] = [];
/** In one line no more are marked. */
const mostInLine = 200;

/** @returns null: nothing is asked for; 'broken': a regular expression that is none */
export function matcher({ text, caseSensitive, regex }: LogQuestion): Matcher | null | 'broken' {
  if (text === '') return null;
  let pattern: RegExp;
  try {
    pattern = new RegExp(regex ? text : text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), caseSensitive ? 'gu' : 'giu');
  } catch {
    return 'broken';
  }
  return (line) => {
    if (line.search(pattern) < 0) return nothing;
    const found: Found[] = [];
    for (const match of line.matchAll(pattern)) {
      if (match[0] !== '') found.push({ start: match.index, end: match.index + match[0].length });
      if (found.length === mostInLine) break;
    }
    return found;
  };
}

/** The lines that match, going on where it stopped: a line that has come is looked at once. */
export class RunningSearch {
  readonly #matcher: Matcher;
  #matches: KeptLine[] = [];
  #seenUpTo = -1;

  constructor(matcher: Matcher) {
    this.#matcher = matcher;
  }

  /** @returns the matching ones of these lines, in order; the same list while nothing has changed */
  in(lines: readonly KeptLine[]): readonly KeptLine[] {
    const firstId = lines[0]?.id ?? Number.POSITIVE_INFINITY;
    const seen = this.#seenUpTo;
    const fresh: KeptLine[] = [];
    for (let index = lines.length - 1; index >= 0; index -= 1) {
      const line = lines[index];
      if (line === undefined || line.id <= seen) break;
      if (this.#matcher(line.text).length > 0) fresh.push(line);
    }
    this.#seenUpTo = lines.at(-1)?.id ?? seen;
    const gone = this.#matches.findIndex(({ id }) => id >= firstId);
    const anyGone = this.#matches.length > 0 && gone !== 0;
    if (fresh.length === 0 && !anyGone) return this.#matches;
    this.#matches = [...(gone < 0 ? [] : this.#matches.slice(gone)), ...fresh.reverse()];
    return this.#matches;
  }
}
