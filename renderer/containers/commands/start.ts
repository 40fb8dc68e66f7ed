/** Starts and restarts. From the beginning, that loses the checkpoint of a frozen container: it is asked about before. */
import type { ContainerAction, ContainerSummary } from '../../../shared/container.ts';
import { actOnAll, begin, end } from '../../state/actions.ts';
import { useContainers } from '../../state/containers.ts';
import { ask } from './ask.ts';
import { findFrozen, knownFrozen } from './find-frozen.ts';

export type Start = 'start' | 'restart';

/** Starts them, or asks about those that are frozen, or may be: then none is started before the answer. */
export async function startOrAsk(
  engineId: string,
  containers: readonly ContainerSummary[],
  doing: Start,
): Promise<void> {
  const found = knownFrozen(containers) ?? (await look(engineId, containers, doing));
  if (found.frozen.length + found.unsure.length === 0) start(engineId, containers, doing);
  else ask({ about: doing, engineId, containers, found });
}

/** @param afresh the user has agreed that a checkpoint in place is lost */
export function start(
  engineId: string,
  containers: readonly ContainerSummary[],
  doing: Start,
  { afresh = false }: { readonly afresh?: boolean } = {},
): void {
  const consent = afresh ? { afresh } : {};
  const action: ContainerAction =
    doing === 'start' ? { do: doing, ...consent } : { do: doing, timeoutSeconds: null, ...consent };
  // Tried again it is asked about again: it may have been frozen since.
  const again = ({ id }: ContainerSummary): void => {
    const now = useContainers.getState().byEngine.get(engineId)?.byId.get(id);
    if (now !== undefined) void startOrAsk(engineId, [now], doing);
  };
  actOnAll(engineId, containers, action, again);
}

async function look(engineId: string, containers: readonly ContainerSummary[], doing: Start) {
  for (const container of containers) begin(container.id, doing, container);
  const found = await findFrozen(engineId, containers);
  for (const { id } of containers) end(id);
  return found;
}
