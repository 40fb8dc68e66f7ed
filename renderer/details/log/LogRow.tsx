import { memo, type Ref } from 'react';
import { css } from './colours.ts';
import styles from './LogView.module.css';
import type { KeptLine } from './log-buffer.ts';
import type { Matcher } from './log-search.ts';
import { shortTime } from './log-time.ts';
import { longestDrawn, pieces } from './pieces.ts';

export interface LogRowProps {
  readonly line: KeptLine;
  readonly index: number;
  /** Pixels from the top of the log. */
  readonly top: number;
  readonly showTime: boolean;
  readonly matcher: Matcher | null;
  /** The match that the search stands at. */
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  readonly ref: Ref<HTMLDivElement> | null;
}

export const LogRow = memo(function LogRow(props: LogRowProps) {
  const { line, index, top, showTime, matcher, isCurrent, isSelected, ref } = props;
  return (
    <div
      ref={ref}
      data-index={index}
      data-line-id={line.id}
      data-stream={line.stream}
      data-current={isCurrent || undefined}
      data-selected={isSelected || undefined}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span className={styles.stream}>{line.stream === 'stderr' && <abbr title="stderr">err</abbr>}</span>
      {showTime && line.time !== null && (
        <time className={styles.time} dateTime={line.time} title={line.time}>
          {shortTime(line.time)}
        </time>
      )}
      <span className={styles.text} data-text="">
        <LineText line={line} matcher={matcher} />
      </span>
      {line.text.length > longestDrawn && (
        <span className={styles.more}>… {(line.text.length - longestDrawn).toLocaleString('en')} more characters</span>
      )}
    </div>
  );
});

function LineText({ line, matcher }: { readonly line: KeptLine; readonly matcher: Matcher | null }) {
  const found = matcher?.(line.text) ?? [];
  // Most lines are plain: one text node.
  if (found.length === 0 && line.spans.length === 0) return line.text.slice(0, longestDrawn);
  return pieces(line, found).map((piece) => {
    // A match has the search's colours, so that it is seen on any others.
    if (piece.found) return <mark key={piece.start}>{piece.text}</mark>;
    return (
      <span key={piece.start} style={css(piece.style)}>
        {piece.text}
      </span>
    );
  });
}
