import { ContainerPane } from './ContainerPane.tsx';
import { NothingSelected } from './NothingSelected.tsx';
import { SelectionSummary } from './SelectionSummary.tsx';

/** What is selected, in full: one container with its tabs, a summary of several, or how to begin. */
export function DetailsPane(props: { readonly engineId: string; readonly containerIds: readonly string[] }) {
  const { engineId, containerIds } = props;
  const [only, ...others] = containerIds;
  if (only === undefined) return <NothingSelected />;
  if (others.length > 0) return <SelectionSummary engineId={engineId} containerIds={containerIds} />;
  return <ContainerPane engineId={engineId} containerId={only} />;
}
