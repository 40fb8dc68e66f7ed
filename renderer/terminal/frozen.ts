/** Whether a session's container is frozen: restored, it goes on; started afresh, it loses what was frozen. */
import { create } from 'zustand';
import type { ContainerSummary } from '../../shared/container.ts';
import type { SessionSummary } from '../../shared/session.ts';
import { restoreFrozen } from '../containers/commands/restore.ts';
import { useContainers } from '../state/containers.ts';
import { chooseEngine } from '../state/engines.ts';
import { showContainer } from '../state/navigation.ts';
import { useSessions } from '../state/sessions.ts';

type Containers = ReturnType<typeof useContainers.getState>;
type Place = Pick<SessionSummary, 'engineId' | 'containerId'> | null;

function frozenFrom({ byEngine }: Containers, place: Place): ContainerSummary | null {
  const container = place === null ? undefined : byEngine.get(place.engineId)?.byId.get(place.containerId);
  return container?.checkpointed ? container : null;
}

export function useIsFrozen(session: Place): boolean {
  return useContainers((state) => frozenFrom(state, session) !== null);
}

/** The exit code of what SIGKILL has ended. */
const killed = 137;

/** A freeze kills, or breaks off, what runs; what came to an end of its own before says so still. */
function mayBeEndedByFreeze({ state }: SessionSummary): boolean {
  return (
    state.state === 'failed' || (state.state === 'ended' && (state.exitCode === null || state.exitCode === killed))
  );
}

const useEnded = create<{ readonly byFreeze: ReadonlySet<string> }>()(() => ({ byFreeze: new Set() }));

/** Whether a freeze has ended this session: it has, also after its container was restored, until it is started again. */
export function useEndedByFreeze(sessionId: string | null): boolean {
  return useEnded(({ byFreeze }) => sessionId !== null && byFreeze.has(sessionId));
}

function noteFreezes(): void {
  const { byFreeze: before } = useEnded.getState();
  const containers = useContainers.getState();
  const now = useSessions
    .getState()
    .sessions.filter(
      (session) => mayBeEndedByFreeze(session) && (before.has(session.id) || frozenFrom(containers, session) !== null),
    )
    .map(({ id }) => id);
  if (now.length !== before.size || now.some((id) => !before.has(id))) useEnded.setState({ byFreeze: new Set(now) });
}
useContainers.subscribe(noteFreezes);
useSessions.subscribe(noteFreezes);

/** Asks how its container is to be restored. @returns false: it isn't frozen */
export function askRestore(session: SessionSummary): boolean {
  const container = frozenFrom(useContainers.getState(), session);
  if (container === null) return false;
  chooseEngine(session.engineId);
  showContainer(container.id);
  restoreFrozen(session.engineId, [container]);
  return true;
}
