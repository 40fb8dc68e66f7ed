import { useEffect, useMemo, useState } from 'react';
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

/** An engine's containers as the list shows them: sorted, then filtered. */
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
  return useMemo(() => filterContainers(sorted, filter, typeOf), [sorted, filter, typeOf]);
}
