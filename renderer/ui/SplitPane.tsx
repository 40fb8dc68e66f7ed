import {
  type CSSProperties,
  createContext,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useContext,
  useRef,
} from 'react';
import { z } from 'zod/mini';
import { cx } from './cx.ts';
import styles from './SplitPane.module.css';
import { useRemembered } from './use-remembered.ts';
import { useFromSize, useFromWidth } from './use-width.ts';

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
  // Null: the user has not sized it.
  const [size, setSize] = useRemembered(`split.${name}`, z.nullable(z.number().check(z.positive())), null);
  const box = useRef<HTMLDivElement>(null);
  const isRows = direction === 'rows';
  const isShown = useFromWidth(box, (width) => !givesWay || width >= minRest + minSize, true);
  const most = `calc(100% - ${minRest}px)`;
  const usual = size === null ? `calc(100% - ${Math.max(minRest, usualRest)}px)` : most;

  const limit = (wanted: number): number => {
    const whole = (isRows ? box.current?.clientHeight : box.current?.clientWidth) ?? Number.POSITIVE_INFINITY;
    return Math.round(Math.max(minSize, Math.min(wanted, whole - minRest)));
  };
  const drag = (event: PointerEvent): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || box.current === null) return;
    const { right, bottom } = box.current.getBoundingClientRect();
    setSize(limit(isRows ? bottom - event.clientY : right - event.clientX));
  };

  return (
    <div ref={box} className={cx(styles.split, isRows && styles.rows)}>
      <div className={styles.main}>
        <hasRoom.Provider value={isShown}>{children}</hasRoom.Provider>
      </div>
      {side !== null && isShown && (
        <SizedPane
          isRows={isRows}
          label={label}
          guess={size ?? initialSize}
          minSize={minSize}
          style={{
            [isRows ? 'height' : 'width']: `max(${minSize}px, min(${size ?? initialSize}px, ${usual}))`,
            [isRows ? 'maxHeight' : 'maxWidth']: most,
          }}
          onDrag={drag}
          onSize={(wanted) => setSize(limit(wanted))}
          onReset={() => setSize(null)}
        >
          {side}
        </SizedPane>
      )}
    </div>
  );
}

interface SizedPaneProps {
  readonly isRows: boolean;
  readonly label: string;
  /** Pixels, until it is drawn. */
  readonly guess: number;
  readonly minSize: number;
  readonly style: CSSProperties;
  readonly children: ReactNode;
  onDrag(event: PointerEvent): void;
  /** @param wanted pixels */
  onSize(wanted: number): void;
  onReset(): void;
}

/** The pane and its separator, which tells, and starts from, what is drawn: less than was asked for, where there is no room. */
function SizedPane(props: SizedPaneProps) {
  const { isRows, label, guess, minSize, style, children, onDrag, onSize, onReset } = props;
  const pane = useRef<HTMLDivElement>(null);
  const sizeOf = ({ clientWidth, clientHeight }: HTMLElement): number => (isRows ? clientHeight : clientWidth);
  const drawn = useFromSize(pane, sizeOf, guess);
  const press = (event: KeyboardEvent): void => {
    const moves: Record<string, number> = isRows
      ? { ArrowUp: step, ArrowDown: -step }
      : { ArrowLeft: step, ArrowRight: -step };
    const move = moves[event.key];
    if (move === undefined || pane.current === null) return;
    event.preventDefault();
    // As it is now: a second key may come before the first one's size is told.
    onSize(sizeOf(pane.current) + move);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: an <hr> can't be focused and moved */}
      <div
        role="separator"
        tabIndex={0}
        aria-label={label}
        aria-orientation={isRows ? 'horizontal' : 'vertical'}
        aria-valuenow={drawn}
        aria-valuemin={minSize}
        className={styles.separator}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onDrag}
        onKeyDown={press}
        onDoubleClick={onReset}
      />
      <div ref={pane} className={styles.side} style={style}>
        {children}
      </div>
    </>
  );
}
