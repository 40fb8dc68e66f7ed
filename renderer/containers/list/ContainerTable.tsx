import { useVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, type PointerEvent, useCallback, useEffect, useMemo, useRef } from 'react';
import type { ContainerSummary } from '../../../shared/container.ts';
import { useActions } from '../../state/actions.ts';
import { useContainers } from '../../state/containers.ts';
import { toldFailures } from '../../state/failures.ts';
import { useNavigation } from '../../state/navigation.ts';
import { aim, pick } from '../../state/selection.ts';
import { cx, landing, type MenuPlace, useRemembered } from '../../ui/index.ts';
import { ContainerRow, rowId } from './ContainerRow.tsx';
import styles from './ContainerTable.module.css';
import { columnsOf, columnWidths, type Sorting, tracksOf } from './columns.ts';
import { TableHead } from './TableHead.tsx';
import { rangeWith, rowAt, rowOf } from './table-rows.ts';
import { useFailuresInView } from './use-failures-in-view.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { useInView } from './use-in-view.ts';
import { useNeighbour } from './use-neighbour.ts';

declare module 'react' {
  interface CSSProperties {
    /** The grid tracks of head and rows. */
    '--tracks'?: string;
  }
}

/** Pixels. A row with a failure is measured. */
const rowHeight = 28;
const headHeight = 28;
const failureHeight = 58;

export interface TableProps {
  readonly engineId: string;
  readonly rows: readonly ContainerSummary[];
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
  /** Null: nobody knows yet. */
  readonly selinuxEnabled: boolean | null;
  /** What is shown is what was last known. */
  readonly isStale: boolean;
  /** A menu of what is selected. */
  readonly onMenu: (place: MenuPlace) => void;
  /** A key that isn't about moving around. @returns whether it was one of the list's */
  readonly onKey: (keys: string) => boolean;
  readonly onOpen: () => void;
}

/**
 * The containers as a grid of which only the rows in view exist. The grid itself keeps the focus and names the row
 * that has it, so that rows may come and go.
 */
export function ContainerTable(props: TableProps) {
  const { engineId, rows, sorting, onSort, selinuxEnabled, isStale, onMenu, onKey, onOpen } = props;
  const grid = useRef<HTMLDivElement>(null);
  const gridRef = useCallback((element: HTMLDivElement | null) => {
    grid.current = element;
    return landing(element);
  }, []);
  const [widths, setWidths] = useRemembered('containers.columns', columnWidths, {});
  const activeId = useNavigation((state) => state.activeId);
  const failures = useActions((state) => toldFailures(state).alone);
  const order = useMemo(() => rows.map(({ id }) => id), [rows]);
  useNeighbour(engineId, order);
  const activeIndex = useMemo(() => (activeId === null ? -1 : order.indexOf(activeId)), [order, activeId]);

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => grid.current,
    estimateSize: (index) => (failures.has(order[index] ?? '') ? failureHeight : rowHeight),
    // A row that gets a failure, or loses it, has another height: it counts as another one.
    getItemKey: useCallback(
      (index: number) => {
        const id = order[index] ?? index;
        return failures.has(String(id)) ? `${id} failed` : id;
      },
      [order, failures],
    ),
    // Before it is measured: rows are there in the first picture, a few too many at the most.
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    paddingStart: headHeight,
    scrollPaddingStart: headHeight,
    overscan: 8,
    rangeExtractor: useCallback((range) => rangeWith(range, activeIndex), [activeIndex]),
  });
  const items = virtualizer.getVirtualItems();
  useInView(engineId, selinuxEnabled === true, items, rows);
  const revealed = useRef<string | null>(null);
  useEffect(() => {
    // Once for each row that gets the focus: rows that come, go or move don't scroll the list.
    if (activeIndex < 0 || revealed.current === activeId) return;
    revealed.current = activeId;
    virtualizer.scrollToIndex(activeIndex);
  }, [activeId, activeIndex, virtualizer]);
  useFailuresInView(virtualizer, order, failures);
  const pageRows = (): number => Math.max(1, Math.floor(((grid.current?.clientHeight ?? 0) - headHeight) / rowHeight));
  const onKeyDown = useGridKeys({ order, pageRows, onKey, onMenu });

  /** One that was just created is listed a moment later. */
  const isKnown = (id: string): boolean => useContainers.getState().byEngine.get(engineId)?.byId.has(id) === true;
  const press = (event: PointerEvent): void => {
    const id = event.button === 2 ? rowOf(event.target) : rowAt(event.target);
    if (id === null || event.button > 2) return;
    const state = useNavigation.getState();
    if (event.button === 2) {
      useNavigation.setState(aim(state, id));
      return;
    }
    const modifiers = { extend: event.shiftKey, add: event.ctrlKey || event.metaKey };
    useNavigation.setState(pick(order, state, id, modifiers));
  };
  const menu = (event: MouseEvent): void => {
    const id = rowOf(event.target);
    if (id === null) return;
    event.preventDefault();
    onMenu({ x: event.clientX, y: event.clientY });
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a table's rows can't come and go with the scrolling
    <div
      ref={gridRef}
      role="grid"
      aria-label="Containers"
      aria-multiselectable="true"
      aria-rowcount={rows.length + 1}
      aria-colcount={columnsOf(selinuxEnabled === false).length}
      aria-activedescendant={activeIndex < 0 ? undefined : rowId(order[activeIndex] ?? '')}
      tabIndex={0}
      className={cx(styles.grid, isStale && styles.stale)}
      onKeyDown={onKeyDown}
      onFocus={() => {
        const isAwaited = activeId !== null && useNavigation.getState().selection.has(activeId) && !isKnown(activeId);
        if (activeIndex < 0 && !isAwaited && order[0] !== undefined) useNavigation.setState({ activeId: order[0] });
      }}
      onPointerDown={press}
      onDoubleClick={(event) => rowAt(event.target) !== null && onOpen()}
      onContextMenu={menu}
    >
      {/* The tracks are set here, not on the grid: the width of one follows from the grid's own. */}
      <div
        className={styles.all}
        style={{ height: virtualizer.getTotalSize(), '--tracks': tracksOf(widths, selinuxEnabled === false) }}
      >
        <TableHead
          sorting={sorting}
          onSort={onSort}
          widths={widths}
          onResize={setWidths}
          isSelinuxOff={selinuxEnabled === false}
        />
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        <div role="rowgroup">
          {items.map(({ index, start }) => {
            const id = order[index];
            if (id === undefined) return null;
            return (
              <ContainerRow
                key={id}
                engineId={engineId}
                containerId={id}
                index={index}
                start={start}
                hasLabel={selinuxEnabled !== false}
                measure={failures.has(id) ? virtualizer.measureElement : null}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
