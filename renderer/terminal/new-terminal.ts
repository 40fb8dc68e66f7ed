/** Where one more terminal goes: into the container of the one in front, else into the one that is selected. */
import { useContainers } from '../state/containers.ts';
import { shownEngine, useEngines } from '../state/engines.ts';
import { useNavigation } from '../state/navigation.ts';
import { openSession, useSessions } from '../state/sessions.ts';
import { useIsGone } from './gone.ts';

/** A container to run something in. */
export interface Place {
  readonly engineId: string;
  readonly containerId: string;
  readonly name: string;
}

export interface NewTerminal {
  /** Null: nothing tells where. */
  readonly place: Place | null;
  /** Opens the best shell there. Does nothing where nothing tells where. */
  open(): void;
}

export function useNewTerminal(): NewTerminal {
  const active = useSessions(({ sessions, activeId }) => sessions.find(({ id }) => id === activeId));
  const engineId = useEngines((state) => shownEngine(state)?.id) ?? '';
  const selectedId = useNavigation(({ selection }) => (selection.size === 1 ? [...selection][0] : undefined)) ?? '';
  const selected = useContainers(({ byEngine }) => byEngine.get(engineId)?.byId.get(selectedId));
  // Nothing can be run in one that stands still.
  const free = selected?.state === 'running' ? { engineId, containerId: selectedId, name: selected.name } : null;
  const isGone = useIsGone(active ?? null);
  const place = active === undefined || isGone ? free : placeOf(active);
  return { place, open: () => place !== null && void openSession(place.engineId, place.containerId, 'exec') };
}

export function placeOf(session: Omit<Place, 'name'> & { readonly containerName: string }): Place {
  const { engineId, containerId, containerName } = session;
  return { engineId, containerId, name: containerName };
}
