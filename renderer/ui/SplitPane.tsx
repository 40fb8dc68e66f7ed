import { createContext, type KeyboardEvent, type PointerEvent, type ReactNode, useContext, useRef } from 'react';
import { z } from 'zod/mini';
import { cx } from './cx.ts';
import styles from './SplitPane.module.css';
import { useRemembered } from './use-remembered.ts';
import { useFromWidth } from './use-width.ts';

interface SplitPaneProps {
  /** Under which its size is remembered. */
  readonly name: string;
  readonly direction: 'columns' | 'rows';
  readonly children: ReactNode;
  /** The pane at the right or the bottom; null: there is none now. */
  readonly side: ReactNode | null;
  /** What the separator sizes, for screen readers. */
  readonly label: string;
  /** Pixels. */
  readonly initialSize: number;
  readonly minSize: number;
  /** The rest keeps at least this much, pixels: the pane gives way. */
  readonly minRest?: number;
  /** Until the user has sized the pane, the rest is left this much where the pane has its least then, pixels. */
  readonly usualRest?: number;
  /** A pane of a column goes, until there is room, rather than take of the rest's least. */
  readonly givesWay?: boolean;
}

const hasRoom = createContext(true);

/** Whether the pane beside this part of a split has room to be shown. */
export function useSideHasRoom(): boolean {
  return useContext(hasRoom);
}

const step = 24;

/** Two panes with a separator that is moved by pointer or by arrow keys; a double click gives the first size back. */
export function SplitPane(props: SplitPaneProps) {
  const {
    name,
    direction,
    children,
    side,
    label,
    initialSize,
    minSize,
    minRest = 160,
    usualRest = 0,
    givesWay = false,
  } = props;
  const [size, setSize] = useRemembered(`split.${name}`, z.number().check(z.positive()), initialSize);
  const box = useRef<HTMLDivElement>(null);
  const isRows = direction === 'rows';
  const isShown = useFromWidth(box, (width) => !givesWay || width >= minRest + minSize, true);
  const most = `calc(100% - ${minRest}px)`;
  const usual = size === initialSize ? `calc(100% - ${Math.max(minRest, usualRest)}px)` : most;

  const limit = (wanted: number): number => {
    const whole = (isRows ? box.current?.clientHeight : box.current?.clientWidth) ?? Number.POSITIVE_INFINITY;
    return Math.round(Math.max(minSize, Math.min(wanted, whole - minRest)));
  };
  const drag = (event: PointerEvent): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || box.current === null) return;
    const { right, bottom } = box.current.getBoundingClientRect();
    setSize(limit(isRows ? bottom - event.clientY : right - event.clientX));
  };
  const press = (event: KeyboardEvent): void => {
    const moves: Record<string, number> = isRows
      ? { ArrowUp: step, ArrowDown: -step }
      : { ArrowLeft: step, ArrowRight: -step };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    setSize(limit(size + move));
  };

  return (
    <div ref={box} className={cx(styles.split, isRows && styles.rows)}>
      <div className={styles.main}>
        <hasRoom.Provider value={isShown}>{children}</hasRoom.Provider>
      </div>
      {side !== null && isShown && (
        <>
          {/* biome-ignore lint/a11y/useSemanticElements: an <hr> can't be focused and moved */}
          <div
            role="separator"
            tabIndex={0}
            aria-label={label}
            aria-orientation={isRows ? 'horizontal' : 'vertical'}
            aria-valuenow={size}
            aria-valuemin={minSize}
            className={styles.separator}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={drag}
            onKeyDown={press}
            onDoubleClick={() => setSize(initialSize)}
          />
          <div
            className={styles.side}
            style={{
              [isRows ? 'height' : 'width']: `max(${minSize}px, min(${size}px, ${usual}))`,
              [isRows ? 'maxHeight' : 'maxWidth']: most,
            }}
          >
            {side}
          </div>
        </>
      )}
    </div>
  );
}
