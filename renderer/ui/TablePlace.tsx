import { type KeyboardEvent, type MouseEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { ContextMenu, type MenuPlace } from './ContextMenu.tsx';
import { landing } from './landing.ts';
import type { MenuEntry } from './Menu.tsx';
import styles from './TablePlace.module.css';

/** The row that an event is about. */
function rowElement(event: { readonly target: EventTarget }): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>('[role=row][data-key]') : null;
}

function rowIn(place: Element | null, key: string): HTMLElement | null {
  return place?.querySelector<HTMLElement>(`[role=row][data-key="${CSS.escape(key)}"]`) ?? null;
}

function scrollNear(place: Element | null, index: number): void {
  const grid = place?.querySelector('[role=grid]');
  const height = grid?.querySelector('[role=row][data-key]')?.clientHeight ?? 0;
  grid?.scrollTo({ top: index * height - grid.clientHeight / 2 });
}

/** What is chosen from elsewhere may lie further down, or be listed a moment later; it has the keys that the list has. */
function useInSight(chosen: string | null, keys: readonly string[]) {
  const place = useRef<HTMLDivElement>(null);
  const index = chosen === null ? -1 : keys.indexOf(chosen);
  const isListed = index >= 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row that moves doesn't scroll the list
  useEffect(() => {
    if (chosen === null || !isListed) return undefined;
    let frame = 0;
    const look = (isDrawn: boolean): void => {
      const row = rowIn(place.current, chosen);
      if (row === null && !isDrawn) {
        // Of a long table only what is in view is drawn.
        scrollNear(place.current, index);
        frame = requestAnimationFrame(() => look(true));
        return;
      }
      row?.scrollIntoView({ block: 'nearest' });
      const { activeElement } = document;
      if (place.current?.contains(activeElement) && !row?.contains(activeElement)) row?.focus({ preventScroll: true });
    };
    // The table draws a row that is new to it a moment after it has got it.
    frame = requestAnimationFrame(() => look(false));
    return () => cancelAnimationFrame(frame);
  }, [chosen, isListed]);
  return useCallback((element: HTMLDivElement | null) => {
    place.current = element;
    return landing(element);
  }, []);
}

interface TablePlaceProps {
  /** Of its menu. */
  readonly label: string;
  /** Of the rows, as they are shown. */
  readonly keys: readonly string[];
  /** Is kept in sight; null: none, or several. */
  readonly chosen: string | null;
  /** A key leads to a row. */
  readonly onChoose: (key: string) => void;
  /** A menu opens on a row. */
  readonly onAim: (key: string) => void;
  readonly entriesOf: (key: string) => readonly MenuEntry[];
  /** A key that is not about moving around was pressed on a row. */
  readonly onKey: (pressed: string, key: string) => void;
  /** A table whose rows have these keys. */
  readonly children: ReactNode;
}

/** A table with its menu, and the keys that it doesn't know itself. */
export function TablePlace(props: TablePlaceProps) {
  const { label, keys, chosen, onChoose, onAim, entriesOf, onKey, children } = props;
  const place = useInSight(chosen, keys);
  const [menu, setMenu] = useState<{ readonly place: MenuPlace; readonly key: string } | null>(null);
  const keyOf = (element: HTMLElement | null): string | undefined => keys.find((key) => key === element?.dataset.key);

  const open = (event: { readonly target: EventTarget; preventDefault: () => void }, at: MenuPlace | null): void => {
    const element = rowElement(event);
    const key = keyOf(element);
    if (element === null || key === undefined) return;
    event.preventDefault();
    const { left, bottom } = element.getBoundingClientRect();
    onAim(key);
    setMenu({ key, place: at ?? { x: left + 40, y: Math.min(bottom, window.innerHeight - 8) } });
  };
  const onContextMenu = (event: MouseEvent): void => open(event, { x: event.clientX, y: event.clientY });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) open(event, null);
    const key = keyOf(rowElement(event));
    if (key === undefined) return;
    const end = event.key === 'Home' ? keys[0] : event.key === 'End' ? keys.at(-1) : undefined;
    if (end !== undefined && !event.shiftKey) {
      // Home alone would lead to the column titles.
      event.preventDefault();
      event.stopPropagation();
      onChoose(end);
      rowIn(event.currentTarget, end)?.focus();
    } else onKey(event.key, key);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the rows in it are what takes keys and pointer
    <div ref={place} className={styles.place} onContextMenu={onContextMenu} onKeyDownCapture={onKeyDown}>
      {children}
      <ContextMenu
        label={label}
        place={menu?.place ?? null}
        entries={menu === null ? [] : entriesOf(menu.key)}
        onClose={() => setMenu(null)}
      />
    </div>
  );
}
