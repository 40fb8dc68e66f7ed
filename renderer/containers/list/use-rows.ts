import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ContainerSummary } from '../../../shared/container.ts';
import { parseContext } from '../../../shared/selinux.ts';
import { followCheckpoints } from '../../state/checkpoints.ts';
import { useContainers, useContainersOf } from '../../state/containers.ts';
import { useNavigation } from '../../state/navigation.ts';
import type { Sorting } from './columns.ts';
import { filterContainers, seeksFrozen, type TypeOf } from './filter.ts';
import { createSorter } from './sort.ts';

const noLabels: ReadonlyMap<string, { readonly processLabel: string }> = new Map();
const noType: TypeOf = () => '';

/**
 * An engine's containers as the list shows them: sorted, then filtered. What is selected stays in view when it doesn't
 * fit any more, as a container that is paused under `is:running`, and goes with its selection. What another filter
 * leaves out isn't selected any more.
 */
export function useRows(engineId: string, sorting: Sorting): readonly ContainerSummary[] {
  const containers = useContainersOf(engineId);
  const filter = useNavigation((state) => state.filter);
  const [sort] = useState(createSorter);
  const isFrozenSought = seeksFrozen(filter);
  // Of what is not in view it isn't known: whoever reads the list of checkpoints has all of them asked.
  useEffect(() => (isFrozenSought ? followCheckpoints() : undefined), [isFrozenSought]);
  // Labels come one by one: only an order or a filter by them makes the list listen.
  const needsTypes = sorting.column === 'selinux' || filter.trim() !== '';
  const labels = useContainers((state) => (needsTypes ? state.byEngine.get(engineId)?.labels : undefined)) ?? noLabels;
  const typeOf = useMemo(
    (): TypeOf => (labels === noLabels ? noType : (id) => parseContext(labels.get(id)?.processLabel ?? '')?.type ?? ''),
    [labels],
  );
  const sorted = useMemo(() => sort(containers, sorting, typeOf), [sort, containers, sorting, typeOf]);
  const fitting = useMemo(() => filterContainers(sorted, filter, typeOf), [sorted, filter, typeOf]);
  useSelectionOf(filter, fitting);
  const selection = useNavigation((state) => (filter.trim() === '' ? null : state.selection));
  return useMemo(() => withSelected(sorted, fitting, selection), [sorted, fitting, selection]);
}

/** Another filter deselects what it leaves out, before it is drawn: no command reaches what isn't seen. */
function useSelectionOf(filter: string, fitting: readonly ContainerSummary[]): void {
  const before = useRef(filter);
  useLayoutEffect(() => {
    if (before.current === filter) return;
    before.current = filter;
    const { selection } = useNavigation.getState();
    if (filter.trim() === '' || selection.size === 0) return;
    const left = fitting.flatMap(({ id }) => (selection.has(id) ? id : []));
    if (left.length < selection.size) useNavigation.setState({ selection: new Set(left) });
  }, [filter, fitting]);
}

/** @returns the same array when all that is selected fits */
function withSelected(
  sorted: readonly ContainerSummary[],
  fitting: readonly ContainerSummary[],
  selection: ReadonlySet<string> | null,
): readonly ContainerSummary[] {
  if (selection === null || selection.size === 0) return fitting;
  const fits = new Set(fitting);
  const isShown = (container: ContainerSummary): boolean => fits.has(container) || selection.has(container.id);
  const rows = sorted.filter(isShown);
  return rows.length === fitting.length ? fitting : rows;
}
