/** Removals, each with the leave that the user has given for it. */
import type { ContainerAction, ContainerSummary } from '../../../shared/container.ts';
import { actOnAll } from '../../state/actions.ts';
import { containersNow } from '../../state/containers.ts';
import { ask } from './ask.ts';

type RemoveAction = Extract<ContainerAction, { do: 'remove' }>;

export interface Removal {
  readonly force: boolean;
  readonly volumes: boolean;
  /** Of these the user was told that a checkpoint in place goes, or may go, with them. */
  readonly warnedOf: readonly ContainerSummary[];
}

export function remove(
  engineId: string,
  containers: readonly ContainerSummary[],
  { force, volumes, warnedOf }: Removal,
): void {
  const action = { do: 'remove', force, volumes } as const;
  const others = containers.filter((container) => !warnedOf.includes(container));
  removeAll(engineId, others, action);
  removeAll(engineId, warnedOf, { ...action, withCheckpoint: true });
}

function removeAll(engineId: string, containers: readonly ContainerSummary[], action: RemoveAction): void {
  const withoutLeave = (ids: readonly string[]): void => {
    const now = containersNow(engineId, ids);
    if (now.length > 0) ask({ about: 'remove', engineId, containers: now });
  };
  const again = (ids: readonly string[]): void => removeAll(engineId, containersNow(engineId, ids), action);
  // Leave that was given once is not given for what others have done since: a failure may stand at its row for hours.
  actOnAll(engineId, containers, action, {
    again: action.withCheckpoint === true ? withoutLeave : again,
    withoutLeave,
  });
}
