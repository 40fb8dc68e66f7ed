/** Where one more terminal goes: into the container of the one in front, else into the one that is selected. */
import { useContainers } from '../state/containers.ts';
import { shownEngine, useEngines } from '../state/engines.ts';
import { useNavigation } from '../state/navigation.ts';
import { openBeside, openSession, useSessions } from '../state/sessions.ts';

export interface NewTerminal {
  /** The container's name; null: nothing tells where. */
  readonly where: string | null;
  /** Does nothing where nothing tells where. */
  open(): void;
}

export function useNewTerminal(): NewTerminal {
  const beside = useSessions(({ sessions, activeId }) => sessions.find(({ id }) => id === activeId)?.containerName);
  const engineId = useEngines((state) => shownEngine(state)?.id) ?? '';
  const selectedId = useNavigation(({ selection }) => (selection.size === 1 ? [...selection][0] : undefined)) ?? '';
  const selected = useContainers(({ byEngine }) => byEngine.get(engineId)?.byId.get(selectedId));
  if (beside !== undefined) return { where: beside, open: () => void openBeside() };
  // Nothing can be run in one that stands still.
  if (selected?.state !== 'running') return { where: null, open: () => undefined };
  return { where: selected.name, open: () => void openSession(engineId, selectedId, 'exec') };
}
