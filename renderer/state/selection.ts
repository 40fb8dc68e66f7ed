/** How the selection of a list follows the pointer and the keys, as in every list of the desktop. */

export interface Selection {
  readonly selection: ReadonlySet<string>;
  /** The row that has the keys' focus; null: none yet. */
  readonly activeId: string | null;
  /** Where a range begins. */
  readonly anchorId: string | null;
}

export interface Modifiers {
  /** Shift: all from the anchor to here. */
  readonly extend: boolean;
  /** Ctrl: beside what is selected already. */
  readonly add: boolean;
}

/**
 * The pointer was pressed on a row, or the keys moved to it with Shift or alone.
 * @param order ids as they are shown
 */
export function pick(order: readonly string[], state: Selection, id: string, { extend, add }: Modifiers): Selection {
  if (extend) {
    const anchorId = state.anchorId ?? state.activeId ?? id;
    const range = between(order, anchorId, id);
    return { selection: new Set(add ? [...state.selection, ...range] : range), activeId: id, anchorId };
  }
  if (add) return toggle(state, id);
  return { selection: new Set([id]), activeId: id, anchorId: id };
}

/** A menu is opened on a row. One of the selection asks about all of it; any other is selected instead. */
export function aim(state: Selection, id: string): Selection {
  if (state.selection.has(id)) return { ...state, activeId: id };
  return { selection: new Set([id]), activeId: id, anchorId: id };
}

/** In, or out again. */
export function toggle(state: Selection, id: string): Selection {
  const selection = new Set(state.selection);
  if (!selection.delete(id)) selection.add(id);
  return { selection, activeId: id, anchorId: id };
}

function between(order: readonly string[], from: string, to: string): readonly string[] {
  const start = order.indexOf(from);
  const end = order.indexOf(to);
  if (start < 0 || end < 0) return [to];
  return order.slice(Math.min(start, end), Math.max(start, end) + 1);
}

/** Where a key leads from a row. @param page rows that are seen at once. @returns null: no key that moves */
export function destination(
  order: readonly string[],
  activeId: string | null,
  key: string,
  page: number,
): string | null {
  if (order.length === 0) return null;
  const here = activeId === null ? -1 : order.indexOf(activeId);
  const last = order.length - 1;
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: here + 1,
    ArrowUp: here < 0 ? last : here - 1,
    PageDown: here + page,
    PageUp: here - page,
    Home: 0,
    End: last,
  };
  const index = steps[key];
  return index === undefined ? null : (order[Math.min(last, Math.max(0, index))] ?? null);
}
