/** Starts and restarts. From the beginning, that loses the checkpoint of a frozen container: it is asked about before. */
import type { ContainerAction, ContainerSummary } from '../../../shared/container.ts';
import { GantryError } from '../../../shared/errors.ts';
import { actOnAll, begin, end, fail, useActions } from '../../state/actions.ts';
import { containersNow } from '../../state/containers.ts';
import { plainText } from '../../ui/index.ts';
import { ask, useQuestion } from './ask.ts';
import { findFrozen, knownFrozen, unknownOf } from './find-frozen.ts';

export type Start = 'start' | 'restart';

/** Starts them, or asks about those that are frozen, or may be: then none is started before the answer. */
export async function startOrAsk(
  engineId: string,
  containers: readonly ContainerSummary[],
  doing: Start,
): Promise<void> {
  const isKnown = unknownOf(containers).length === 0;
  const found = isKnown ? knownFrozen(containers) : await look(engineId, containers, doing);
  const doubtful = [...found.frozen, ...found.unsure.map(({ container }) => container)];
  if (doubtful.length === 0) start(engineId, containers, doing);
  else if (useQuestion.getState().question === null) ask({ about: doing, engineId, containers, found });
  else askAtRows(engineId, containers, doubtful, doing);
}

/** The user has been asked something else meanwhile, and types the answer: that one stays. */
function askAtRows(
  engineId: string,
  containers: readonly ContainerSummary[],
  doubtful: readonly ContainerSummary[],
  doing: Start,
): void {
  const others = containers.filter((container) => !doubtful.includes(container));
  start(engineId, others, doing);
  for (const container of doubtful) {
    const next = doing === 'start' ? 'Start…' : 'Restart…';
    const error = new GantryError({
      code: 'needs-consent',
      message: `${plainText(container.name)} is frozen, or may be: a start from the beginning would lose its checkpoint in place.`,
      hint: `“${next}” lets you choose: restore it, or start it afresh.`,
    }).toData();
    const retry = (): void => void startOrAsk(engineId, [container], doing);
    fail(container.id, { engineId, name: container.name, doing, error, retry, next });
  }
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
  const again = (ids: readonly string[]): void => void startOrAsk(engineId, containersNow(engineId, ids), doing);
  actOnAll(engineId, containers, action, { again });
}

async function look(engineId: string, containers: readonly ContainerSummary[], doing: Start) {
  for (const container of containers) begin(container.id, doing, container);
  const found = await findFrozen(engineId, containers);
  // Another command may have been given meanwhile, whose mark this is not to take.
  for (const { id } of containers) if (useActions.getState().pending.get(id)?.doing === doing) end(id);
  return found;
}
