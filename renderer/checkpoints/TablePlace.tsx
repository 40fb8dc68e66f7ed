import { type KeyboardEvent, type MouseEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { ContextMenu, landing, type MenuPlace } from '../ui/index.ts';
import styles from './Checkpoints.module.css';
import { type RowActions, rowEntries } from './row-entries.ts';
import type { CheckpointRow } from './rows.ts';

/** The row that an event is about. */
function rowElement(event: { readonly target: EventTarget }): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>('tr[data-key]') : null;
}

function rowIn(place: Element | null, key: string): HTMLElement | null {
  return place?.querySelector<HTMLElement>(`tr[data-key="${CSS.escape(key)}"]`) ?? null;
}

/** What is chosen from elsewhere may lie further down, or be listed a moment later; it has the keys that the list has. */
function useInSight(chosen: string | null, rows: readonly CheckpointRow[]) {
  const place = useRef<HTMLDivElement>(null);
  const isListed = rows.some(({ key }) => key === chosen);
  useEffect(() => {
    if (chosen === null || !isListed) return undefined;
    // The table draws a row that is new to it a moment after it has got it.
    const frame = requestAnimationFrame(() => {
      const row = rowIn(place.current, chosen);
      row?.scrollIntoView({ block: 'nearest' });
      const { activeElement } = document;
      if (place.current?.contains(activeElement) && !row?.contains(activeElement)) row?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [chosen, isListed]);
  return useCallback((element: HTMLDivElement | null) => {
    place.current = element;
    return landing(element);
  }, []);
}

/** The table with its menu, and the keys that it doesn't know itself. */
export function TablePlace(props: {
  readonly rows: readonly CheckpointRow[];
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
  readonly actions: RowActions;
  readonly children: ReactNode;
}) {
  const { rows, chosen, onChoose, actions, children } = props;
  const place = useInSight(chosen, rows);
  const [menu, setMenu] = useState<{ readonly place: MenuPlace; readonly row: CheckpointRow } | null>(null);

  const open = (event: { readonly target: EventTarget; preventDefault: () => void }, at: MenuPlace | null): void => {
    const element = rowElement(event);
    const row = rows.find(({ key }) => key === element?.dataset.key);
    if (element === null || row === undefined) return;
    event.preventDefault();
    const { left, bottom } = element.getBoundingClientRect();
    onChoose(row.key);
    setMenu({ row, place: at ?? { x: left + 40, y: Math.min(bottom, window.innerHeight - 8) } });
  };
  const onContextMenu = (event: MouseEvent): void => open(event, { x: event.clientX, y: event.clientY });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) open(event, null);
    const row = rows.find(({ key }) => key === rowElement(event)?.dataset.key);
    const end = event.key === 'Home' ? rows[0] : event.key === 'End' ? rows.at(-1) : undefined;
    if (end !== undefined && row !== undefined && !event.shiftKey) {
      // Home alone would lead to the column titles.
      event.preventDefault();
      event.stopPropagation();
      onChoose(end.key);
      rowIn(event.currentTarget, end.key)?.focus();
    }
    if (event.key === 'Delete' && row !== undefined) actions.remove(row);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the rows in it are what takes keys and pointer
    <div ref={place} className={styles.tablePlace} onContextMenu={onContextMenu} onKeyDownCapture={onKeyDown}>
      {children}
      <ContextMenu
        label="Checkpoint"
        place={menu?.place ?? null}
        entries={menu === null ? [] : rowEntries(menu.row, actions)}
        onClose={() => setMenu(null)}
      />
    </div>
  );
}
