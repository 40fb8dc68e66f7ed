/** The containers of every engine, fed by a snapshot and patches. */
import { create } from 'zustand';
import type { ContainerSummary } from '../../shared/container.ts';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import type { ContainerLabels } from '../../shared/selinux.ts';
import { call, onPush } from '../bridge/index.ts';
import { forgetActions, settleActions } from './actions.ts';

/** What is known of one engine's containers. */
export interface EngineContainers {
  readonly revision: number;
  /** By id. A container that hasn't changed stays the same object. */
  readonly byId: ReadonlyMap<string, ContainerSummary>;
  readonly labels: ReadonlyMap<string, ContainerLabels>;
  /** When it was last known to be so, milliseconds since 1970. */
  readonly asOf: number;
}

interface ContainersState {
  readonly byEngine: ReadonlyMap<string, EngineContainers>;
  /** Why an engine's list could not be read. */
  readonly errors: ReadonlyMap<string, ErrorData>;
}

export const useContainers = create<ContainersState>()(() => ({ byEngine: new Map(), errors: new Map() }));

const noContainers: ReadonlyMap<string, ContainerSummary> = new Map();

/** One container; null for one that isn't there. */
export function useContainer(engineId: string, containerId: string): ContainerSummary | null {
  return useContainers((state) => state.byEngine.get(engineId)?.byId.get(containerId) ?? null);
}

/** Whether an engine's list has come at all. */
export function useIsListed(engineId: string): boolean {
  return useContainers((state) => state.byEngine.has(engineId));
}

/** An engine's containers by id; the same map while nothing has changed. */
export function useContainersOf(engineId: string): ReadonlyMap<string, ContainerSummary> {
  return useContainers((state) => state.byEngine.get(engineId)?.byId ?? noContainers);
}

/** A container's labels; null while they aren't known. */
export function useLabels(engineId: string, containerId: string): ContainerLabels | null {
  return useContainers((state) => state.byEngine.get(engineId)?.labels.get(containerId) ?? null);
}

/** Follows the pushes. Called once, when the window starts. */
export function followContainers(): void {
  onPush('containers.reset', ({ engineId }) => void loadContainers(engineId));
  onPush('containers.patch', ({ engineId, revision, changed, removed }) => {
    const known = useContainers.getState().byEngine.get(engineId);
    // One that is asked for at this moment brings all of it.
    if (known === undefined || revision <= known.revision) return;
    if (revision !== known.revision + 1) {
      void loadContainers(engineId);
      return;
    }
    put(engineId, patched(known, revision, changed, removed));
    settleActions(engineId, changed, removed);
  });
  onPush('containers.labels', ({ engineId, labels }) => {
    const known = useContainers.getState().byEngine.get(engineId);
    if (known === undefined) return;
    const all = new Map(known.labels);
    for (const each of labels) all.set(each.containerId, each);
    put(engineId, { ...known, labels: all });
  });
}

/** Reads an engine's list afresh. Never rejects: the error is kept beside what was last known. */
export async function loadContainers(engineId: string): Promise<void> {
  try {
    const { revision, containers, labels } = await call('containers.list', { engineId });
    const before = useContainers.getState().byEngine.get(engineId)?.byId ?? noContainers;
    put(engineId, {
      revision,
      byId: new Map(containers.map((container) => [container.id, kept(before.get(container.id), container)])),
      labels: new Map(labels.map((each) => [each.containerId, each])),
      asOf: Date.now(),
    });
    settleActions(engineId, containers, []);
    setError(engineId, null);
  } catch (thrown) {
    setError(engineId, toErrorData(thrown));
  }
}

function patched(
  known: EngineContainers,
  revision: number,
  changed: readonly ContainerSummary[],
  removed: readonly string[],
): EngineContainers {
  const byId = new Map(known.byId);
  for (const container of changed) byId.set(container.id, container);
  for (const id of removed) byId.delete(id);
  if (removed.length > 0) forgetActions(removed);
  return { ...known, revision, byId, asOf: Date.now() };
}

/** The same object when nothing has changed, so that its row isn't drawn again. */
function kept(before: ContainerSummary | undefined, now: ContainerSummary): ContainerSummary {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(now) ? before : now;
}

function put(engineId: string, containers: EngineContainers): void {
  useContainers.setState(({ byEngine }) => ({ byEngine: new Map(byEngine).set(engineId, containers) }));
}

function setError(engineId: string, error: ErrorData | null): void {
  useContainers.setState((state) => {
    const errors = new Map(state.errors);
    if (error === null) errors.delete(engineId);
    else errors.set(engineId, error);
    return { errors };
  });
}
