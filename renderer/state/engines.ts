/** The engines, and which of them the window shows. */
import { create } from 'zustand';
import type { EngineSummary } from '../../shared/engine.ts';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import { call, onPush } from '../bridge/index.ts';

interface EnginesState {
  /** Null until the list has come once. */
  readonly engines: readonly EngineSummary[] | null;
  readonly error: ErrorData | null;
  /** What the user chose, now or in an earlier run; null: nothing. */
  readonly chosenId: string | null;
  /** What has been shown with all it has: no other takes its place by itself. Null: nothing yet. */
  readonly shownId: string | null;
}

const remembered = 'engine';

export const useEngines = create<EnginesState>()(() => ({
  engines: null,
  error: null,
  chosenId: localStorage.getItem(remembered),
  shownId: null,
}));

/**
 * The engine whose containers are shown: the one that is shown already, also when it is lost or another connects; before
 * that the chosen one, else the first that answers, else the first. The bundle engine never takes a Podman's place by itself:
 * who looks for containers there is to see why it doesn't answer.
 */
export function shownEngine({ engines, chosenId, shownId }: EnginesState): EngineSummary | null {
  if (engines === null) return null;
  const withId = (wanted: string | null) => engines.find(({ id }) => id === wanted);
  const podmans = engines.filter(({ origin }) => origin !== 'bundle');
  const usual = podmans.length === 0 ? engines : podmans;
  const answering = usual.find(({ connection }) => connection.state === 'connected');
  return withId(shownId) ?? withId(chosenId) ?? answering ?? usual[0] ?? null;
}

/** From its first list on, the shown engine stays the shown one. */
useEngines.subscribe((state) => {
  const shown = shownEngine(state);
  if (shown?.connection.state === 'connected' && shown.id !== state.shownId) useEngines.setState({ shownId: shown.id });
});

export function chooseEngine(engineId: string): void {
  localStorage.setItem(remembered, engineId);
  useEngines.setState({ chosenId: engineId, shownId: engineId });
}

const none: readonly EngineSummary[] = [];

/** The engines that are known; none while the list hasn't come. */
export function useEngineList(): readonly EngineSummary[] {
  return useEngines(({ engines }) => engines ?? none);
}

/** One engine; null for one that isn't there (any more). */
export function useEngine(engineId: string): EngineSummary | null {
  return useEngines(({ engines }) => engines?.find(({ id }) => id === engineId) ?? null);
}

let endFollowing: (() => void) | null = null;

/** Reads the engines and follows what becomes of them. */
export async function followEngines(): Promise<void> {
  endFollowing?.();
  endFollowing = onPush('engines.changed', (engines) => useEngines.setState({ engines, error: null }));
  try {
    useEngines.setState({ engines: await call('engines.list', undefined), error: null });
  } catch (thrown) {
    useEngines.setState({ error: toErrorData(thrown) });
  }
}

/** Looks for engines that have come meanwhile. @returns the names of those that were not there before */
export async function findEngines(): Promise<readonly string[]> {
  const before = new Set(useEngines.getState().engines?.map(({ id }) => id));
  try {
    const engines = await call('engines.find', undefined);
    useEngines.setState({ engines, error: null });
    return engines.filter(({ id }) => !before.has(id)).map(({ name }) => name);
  } catch (thrown) {
    useEngines.setState({ error: toErrorData(thrown) });
    throw thrown;
  }
}

/** Tries an engine again; undefined for one that Gantry can't use at all, where that leads nowhere. */
export function retryOf({ id, connection }: EngineSummary): (() => void) | undefined {
  const isHopeless = connection.state === 'lost' && connection.error.code === 'unsupported';
  return isHopeless ? undefined : () => void retryEngine(id);
}

export async function retryEngine(engineId: string): Promise<void> {
  try {
    await call('engines.retry', { engineId });
  } catch (thrown) {
    useEngines.setState({ error: toErrorData(thrown) });
  }
}
