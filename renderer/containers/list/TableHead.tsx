import { type KeyboardEvent, type PointerEvent, useId } from 'react';
import { cx, Icon } from '../../ui/index.ts';
import shared from '../../ui/Table.module.css';
import { type ColumnId, type ColumnWidths, columnsOf, type Sorting } from './columns.ts';
import styles from './TableHead.module.css';

interface HeadProps {
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
  readonly widths: ColumnWidths;
  readonly onResize: (widths: ColumnWidths) => void;
  readonly isSelinuxOff: boolean;
}

/** Pixels that a key widens a column by. */
const step = 12;
/** Pixels: a title's least. */
const leastWidth = 48;

/**
 * The titles: each sorts, and its right edge sizes its column. The arrow keys lead from one to the next; with Shift they
 * size the column, and Home with Shift gives the room back.
 */
export function TableHead({ sorting, onSort, widths, onResize, isSelinuxOff }: HeadProps) {
  const sort = (column: ColumnId): void => {
    onSort({ column, descending: sorting.column === column && !sorting.descending });
  };
  const describedBy = useId();
  const size = (event: KeyboardEvent<HTMLElement>, column: ColumnId): void => {
    const change = event.shiftKey ? steps[event.key] : undefined;
    if (change === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const cell = event.currentTarget.parentElement;
    if (change === null || cell === null) onResize(without(widths, column));
    else onResize(withWidth(widths, column, cell.getBoundingClientRect().width + change));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table's rows can't come and go with the scrolling
    <div role="rowgroup" className={styles.head}>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: its titles are */}
      <div role="row" aria-rowindex={1} className={styles.row} onKeyDown={leadOn}>
        {columnsOf(isSelinuxOff).map(({ id, title }) => {
          const isSorted = sorting.column === id;
          const isOff = id === 'selinux' && isSelinuxOff;
          const direction = sorting.descending ? 'descending' : 'ascending';
          return (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: its button is
            <div
              key={id}
              role="columnheader"
              aria-sort={isSorted ? direction : 'none'}
              className={cx(styles.cell, isSorted && styles.kept)}
            >
              <button
                type="button"
                tabIndex={isSorted ? 0 : -1}
                className={cx(shared.title, styles.title, isSorted && styles.sorted, isOff && styles.off)}
                title={isOff ? 'SELinux is off where these containers live: they have no types' : title}
                data-column={id}
                aria-describedby={describedBy}
                aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight Shift+Home"
                onKeyDown={(event) => size(event, id)}
                onClick={() => sort(id)}
              >
                <span className={shared.cut}>{title}</span>
                {isSorted && <Icon name={sorting.descending ? 'sortDown' : 'sortUp'} />}
              </button>
              <Edge column={id} widths={widths} onResize={onResize} />
            </div>
          );
        })}
      </div>
      <span id={describedBy} hidden>
        Sorts. With Shift, the left and right arrow keys size the column, and Home gives it its first width.
      </span>
    </div>
  );
}

/** Null: back to what it had. */
const steps: Readonly<Record<string, number | null>> = { ArrowRight: step, ArrowLeft: -step, Home: null };

function withWidth(widths: ColumnWidths, column: ColumnId, width: number): ColumnWidths {
  return { ...widths, [column]: Math.max(leastWidth, Math.round(width)) };
}

function without(widths: ColumnWidths, column: ColumnId): ColumnWidths {
  const { [column]: _given, ...others } = widths;
  return others;
}

function leadOn(event: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const titles: Element[] = [...event.currentTarget.querySelectorAll('button')];
  const here = titles.indexOf(event.target instanceof Element ? event.target : event.currentTarget);
  const next = titles[here + step];
  if (next instanceof HTMLElement) next.focus();
  event.preventDefault();
}

/** For the pointer: the keys are its title's. A double click gives the room back. */
function Edge(props: Pick<HeadProps, 'widths' | 'onResize'> & { readonly column: ColumnId }) {
  const { column, widths, onResize } = props;
  const drag = (event: PointerEvent<HTMLElement>): void => {
    const cell = event.currentTarget.parentElement;
    if (cell === null || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onResize(withWidth(widths, column, event.clientX - cell.getBoundingClientRect().left));
  };
  return (
    <span
      aria-hidden="true"
      className={styles.edge}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => onResize(without(widths, column))}
    />
  );
}
