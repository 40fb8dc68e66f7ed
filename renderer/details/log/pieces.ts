/** Cuts a line into the stretches in which it is drawn. */
import { plain, type TextStyle } from './ansi.ts';
import type { KeptLine } from './log-buffer.ts';
import type { Found } from './log-search.ts';

export interface Piece {
  readonly start: number;
  readonly text: string;
  readonly style: TextStyle;
  /** It is part of a match. */
  readonly found: boolean;
}

/** More of a line isn't drawn: a line of megabytes would stop the window. Copying gives all of it. */
export const longestDrawn = 8192;

export function pieces(line: KeptLine, found: readonly Found[]): readonly Piece[] {
  const end = Math.min(line.text.length, longestDrawn);
  const cuts = new Set([0, end]);
  for (const { start, end: stop } of [...line.spans, ...found]) {
    cuts.add(Math.min(start, end));
    cuts.add(Math.min(stop, end));
  }
  const at = [...cuts].sort((a, b) => a - b);
  // Spans and matches are in order and don't overlap: one walk along both.
  const span = walk(line.spans);
  const match = walk(found);
  return at.slice(0, -1).map((start, index) => ({
    start,
    text: line.text.slice(start, at[index + 1]),
    style: span(start)?.style ?? plain,
    found: match(start) !== undefined,
  }));
}

function walk<Stretch extends Found>(stretches: readonly Stretch[]): (offset: number) => Stretch | undefined {
  let index = 0;
  return (offset) => {
    while ((stretches[index]?.end ?? Number.POSITIVE_INFINITY) <= offset) index += 1;
    const stretch = stretches[index];
    return stretch !== undefined && stretch.start <= offset ? stretch : undefined;
  };
}
