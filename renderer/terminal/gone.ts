/** Whether a session's container is no more: nothing can be started in it again. */
import type { SessionSummary } from '../../shared/session.ts';
import { useContainers } from '../state/containers.ts';

type Containers = ReturnType<typeof useContainers.getState>;
type Place = Pick<SessionSummary, 'engineId' | 'containerId'> | null;

/** Where the list isn't known, nothing is said to be gone. */
function isGoneFrom({ byEngine }: Containers, place: Place): boolean {
  return place !== null && byEngine.get(place.engineId)?.byId.has(place.containerId) === false;
}

export function useIsGone(session: Place): boolean {
  return useContainers((state) => isGoneFrom(state, session));
}

export function isGone(session: Place): boolean {
  return isGoneFrom(useContainers.getState(), session);
}
