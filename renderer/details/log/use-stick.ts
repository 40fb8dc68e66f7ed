/** Where the log's view stands: at the end while it follows, else at the line that the user looks at. */
import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useLayoutEffect, useRef } from 'react';
import { indexFrom, indexOf } from './line-index.ts';
import type { KeptLine } from './log-buffer.ts';

/** Rounding of the browser, and no more: the smallest step up lets go. */
const atEndPixels = 2;

export interface StickOptions {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  readonly lines: readonly KeptLine[];
  readonly follow: boolean;
  setFollow(follow: boolean): void;
  /** The line that the search stands at; null: none. */
  readonly goalId: number | null;
  /** How the lines are drawn: with another one all of them have other heights. */
  readonly drawing: string;
}

/** @returns to be called at each scrolling */
export function useStick(options: StickOptions): () => void {
  const { scroller, virtualizer, lines, follow, setFollow, goalId, drawing } = options;
  const lastTop = useRef(0);
  /** What the search stands at where that is seen, else the line at the upper edge, and how far it is scrolled out. */
  const anchor = useRef<{ id: number; pixels: number } | null>(null);
  const shown = useRef(lines);
  const drawn = useRef(drawing);
  /** Since lines were drawn otherwise the user hasn't scrolled: their heights are still being found out. */
  const settles = useRef(false);
  const height = virtualizer.getTotalSize();

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const top = element.scrollTop;
    // No doing of the user's.
    if (settles.current && Math.abs(top - lastTop.current) <= 1) return;
    settles.current = false;
    const atEnd = element.scrollHeight - top - element.clientHeight <= atEndPixels;
    if (atEnd) setFollow(true);
    else if (top < lastTop.current) setFollow(false);
    lastTop.current = top;
    const goal = goalId === null ? undefined : virtualizer.measurementsCache[indexOf(shown.current, goalId)];
    const isGoalSeen = goal !== undefined && goal.start >= top && goal.end <= top + element.clientHeight;
    const item = isGoalSeen ? goal : virtualizer.getVirtualItemForOffset(top);
    const line = item === undefined ? undefined : shown.current[item.index];
    anchor.current = item === undefined || line === undefined ? null : { id: line.id, pixels: top - item.start };
  }, [scroller, virtualizer, setFollow, goalId]);

  // Before anything is drawn: to the end, or to where that line is now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height changes when lines have been measured
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const moved = shown.current !== lines;
    shown.current = lines;
    if (drawn.current !== drawing) settles.current = true;
    drawn.current = drawing;
    if (follow) element.scrollTop = element.scrollHeight;
    else if ((moved || settles.current) && anchor.current !== null) {
      const { id, pixels } = anchor.current;
      const start = virtualizer.measurementsCache[indexFrom(lines, id)]?.start;
      const top = start === undefined ? null : start + pixels;
      if (top !== null && Math.abs(top - element.scrollTop) > 1) element.scrollTop = top;
    }
    lastTop.current = element.scrollTop;
  }, [lines, follow, height, drawing, scroller, virtualizer]);

  return onScroll;
}
