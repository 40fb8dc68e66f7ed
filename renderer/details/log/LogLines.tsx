import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { LogRow } from './LogRow.tsx';
import styles from './LogView.module.css';
import { indexOf } from './line-index.ts';
import type { KeptLine } from './log-buffer.ts';
import type { Matcher } from './log-search.ts';
import { readSelection, selectedText } from './selection.ts';
import type { Goal } from './use-log-search.ts';
import { useStick } from './use-stick.ts';

/** Pixels of a line that isn't wrapped; the style sheet's. */
export const rowHeight = 18;

export interface LogLinesProps {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly lines: readonly KeptLine[];
  /** What stands before the first of them; null: nothing. */
  readonly heading: string | null;
  readonly follow: boolean;
  setFollow(follow: boolean): void;
  readonly wrap: boolean;
  readonly showTimes: boolean;
  readonly matcher: Matcher | null;
  /** The line that the search stands at; null: none. */
  readonly goal: Goal | null;
}

/** The lines: only those in view are in the page, and what is selected or copied reaches over all of them. */
export function LogLines(props: LogLinesProps) {
  const { scroller, lines, heading, follow, setFollow, wrap, showTimes, matcher, goal } = props;
  const [allSelected, setAllSelected] = useState(false);
  const above = heading === null ? 0 : rowHeight;
  const linesNow = useRef(lines);
  linesNow.current = lines;
  // Another one only for other lines: with each new one all are measured again.
  const getItemKey = useCallback((index: number) => lines[index]?.id ?? index, [lines]);
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey,
    overscan: 24,
    paddingStart: above,
    // The ends of a selection stay in the page, else the browser would forget it. It is read anew each time: the event
    // that tells of a change may come after the scrolling that takes its rows away.
    rangeExtractor: (range) => {
      const { from, to } = readSelection(scroller.current) ?? { from: null, to: null };
      const ends = [from, to].map((point) => (point === null ? -1 : indexOf(linesNow.current, point.lineId)));
      const indexes = new Set([...defaultRangeExtractor(range), ...ends.filter((index) => index >= 0)]);
      return [...indexes].sort((a, b) => a - b);
    },
  });
  const onScroll = useStick({
    ...{ scroller, virtualizer, lines, follow, setFollow },
    goalId: goal?.lineId ?? null,
    drawing: `${wrap} ${showTimes}`,
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: heights measured before no longer hold
  useEffect(() => virtualizer.measure(), [wrap, showTimes, virtualizer]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another way of drawing is no reason to go there again
  useLayoutEffect(() => {
    const element = scroller.current;
    const index = goal === null ? -1 : indexOf(linesNow.current, goal.lineId);
    if (element === null || index < 0) return;
    // Heights that nobody has measured yet are found out on the way; where all are known the user is never held up.
    if (wrap) virtualizer.scrollToIndex(index, { align: 'center' });
    else element.scrollTop = above + index * rowHeight - (element.clientHeight - rowHeight) / 2;
  }, [goal, virtualizer, scroller]);

  // The scrollbar that longer rows bring may lie over the one that was found.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another way of drawing brings it
  useLayoutEffect(() => {
    const element = scroller.current;
    const row = element?.querySelector<HTMLElement>('[data-current]');
    if (element === null || row === null || row === undefined) return;
    const below = row.getBoundingClientRect().bottom - (element.getBoundingClientRect().top + element.clientHeight);
    if (below > 0 && below < rowHeight) element.scrollTop += below;
  }, [wrap, showTimes]);

  useEffect(() => {
    const onSelectionChange = (): void => {
      if (readSelection(scroller.current) !== null) setAllSelected(false);
    };
    document.addEventListener('selectionchange', onSelectionChange);
    return () => document.removeEventListener('selectionchange', onSelectionChange);
  }, [scroller]);

  const onCopy = useCallback(
    (event: ClipboardEvent) => {
      const chosen = allSelected ? null : readSelection(scroller.current);
      if (chosen === null && !allSelected) return;
      event.clipboardData.setData('text/plain', selectedText(linesNow.current, chosen, showTimes));
      event.preventDefault();
    },
    [allSelected, showTimes, scroller],
  );

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      document.getSelection()?.removeAllRanges();
      setAllSelected(true);
    } else if (event.key === 'Escape' && allSelected) setAllSelected(false);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: there is no element for a log
    <div
      ref={scroller}
      className={styles.lines}
      data-wrap={wrap || undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by keyboard
      tabIndex={0}
      role="region"
      aria-label="Log lines"
      onScroll={onScroll}
      onCopy={onCopy}
      onKeyDown={onKeyDown}
      onPointerDown={() => allSelected && setAllSelected(false)}
    >
      <div className={styles.content} style={{ height: virtualizer.getTotalSize() }}>
        {heading !== null && <p className={styles.heading}>{heading}</p>}
        {virtualizer.getVirtualItems().map((item) => {
          const line = lines[item.index];
          return line === undefined ? null : (
            <LogRow
              key={line.id}
              ref={wrap ? virtualizer.measureElement : null}
              line={line}
              index={item.index}
              top={item.start}
              showTime={showTimes}
              matcher={matcher}
              isCurrent={line.id === goal?.lineId}
              isSelected={allSelected}
            />
          );
        })}
      </div>
    </div>
  );
}
