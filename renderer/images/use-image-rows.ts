import { useMemo, useRef } from 'react';
import { useContainersOf } from '../state/containers.ts';
import { useImages } from '../state/images.ts';
import { filterRows, type ImageRow, imageRows, type Sorting, sortRows, usersOf } from './rows.ts';

/** Who uses which image; the same map while that hasn't changed, however often containers start and stop. */
function useUsers(engineId: string): ReadonlyMap<string, readonly string[]> {
  const containers = useContainersOf(engineId);
  const users = useMemo(() => usersOf(containers), [containers]);
  const kept = useRef(users);
  if (kept.current !== users && JSON.stringify([...kept.current]) !== JSON.stringify([...users])) kept.current = users;
  return kept.current;
}

/** An engine's images as the table shows them; `all` is null while they aren't known. */
export function useImageRows(
  engineId: string,
  words: string,
  sorting: Sorting,
): { readonly all: readonly ImageRow[] | null; readonly rows: readonly ImageRow[] } {
  const images = useImages((state) => state.byEngine.get(engineId));
  const users = useUsers(engineId);
  const all = useMemo(() => (images === undefined ? null : imageRows(images, users)), [images, users]);
  const rows = useMemo(() => sortRows(filterRows(all ?? [], words), sorting), [all, words, sorting]);
  return { all, rows };
}
