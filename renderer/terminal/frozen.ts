/** Whether a session's container is frozen: restored, it goes on; started afresh, it loses what was frozen. */
import type { ContainerSummary } from '../../shared/container.ts';
import type { SessionSummary } from '../../shared/session.ts';
import { restoreFrozen } from '../containers/commands/restore.ts';
import { useContainers } from '../state/containers.ts';
import { chooseEngine } from '../state/engines.ts';
import { showContainer } from '../state/navigation.ts';

type Containers = ReturnType<typeof useContainers.getState>;
type Place = Pick<SessionSummary, 'engineId' | 'containerId'> | null;

function frozenFrom({ byEngine }: Containers, place: Place): ContainerSummary | null {
  const container = place === null ? undefined : byEngine.get(place.engineId)?.byId.get(place.containerId);
  return container?.checkpointed ? container : null;
}

export function useIsFrozen(session: Place): boolean {
  return useContainers((state) => frozenFrom(state, session) !== null);
}

/** A freeze has ended it: it has, also after its container was restored, until it is started again. */
export function wasEndedByFreeze({ state }: Pick<SessionSummary, 'state'>): boolean {
  return (state.state === 'ended' || state.state === 'failed') && state.byFreeze === true;
}

/** Asks how its container is to be restored. @returns false: it isn't frozen */
export function askRestore(session: SessionSummary): boolean {
  const container = frozenFrom(useContainers.getState(), session);
  if (container === null) return false;
  chooseEngine(session.engineId);
  showContainer(container.id);
  restoreFrozen(session.engineId, [container]);
  return true;
}
