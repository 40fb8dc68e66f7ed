import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { Failure } from '../../state/failures.ts';

type Rows = Pick<
  Virtualizer<HTMLDivElement, Element>,
  'scrollToIndex' | 'scrollOffset' | 'scrollRect' | 'getVirtualItems'
>;

/** A failure that comes under a row that is seen is seen, too. One of a row elsewhere doesn't move the list. */
export function useFailuresInView(rows: Rows, order: readonly string[], failures: ReadonlyMap<string, Failure>): void {
  const told = useRef(failures);
  useEffect(() => {
    const before = told.current;
    told.current = failures;
    const bottom = (rows.scrollOffset ?? 0) + (rows.scrollRect?.height ?? 0);
    const fresh = rows.getVirtualItems().find(({ index, start }) => {
      const id = order[index] ?? '';
      return start >= (rows.scrollOffset ?? 0) && start < bottom && failures.has(id) && !before.has(id);
    });
    if (fresh !== undefined) rows.scrollToIndex(fresh.index);
  }, [rows, order, failures]);
}
