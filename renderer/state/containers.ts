/** The containers of every engine, fed by a snapshot and patches. */
import { create } from 'zustand';
import type { ContainerSummary } from '../../shared/container.ts';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import type { CallOutput, PushPayload } from '../../shared/ipc.ts';
import type { ContainerLabels, LabelWarning, WarnedContainer } from '../../shared/selinux.ts';
import { call, onPush } from '../bridge/index.ts';
import { forgetActions, forgetUnreachable, settleActions } from './actions.ts';
import { useEngines } from './engines.ts';
import { rememberFrozen } from './frozen-before.ts';

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
  /** What is wrong with labels, by engine and container. */
  readonly warned: ReadonlyMap<string, ReadonlyMap<string, readonly LabelWarning[]>>;
  /** Why an engine's list could not be read. */
  readonly errors: ReadonlyMap<string, ErrorData>;
}

export const useContainers = create<ContainersState>()(() => ({
  ...{ byEngine: new Map(), warned: new Map(), errors: new Map() },
}));

const noContainers: ReadonlyMap<string, ContainerSummary> = new Map();

/** One container; null for one that isn't there. */
export function useContainer(engineId: string, containerId: string): ContainerSummary | null {
  return useContainers((state) => state.byEngine.get(engineId)?.byId.get(containerId) ?? null);
}

/** Those of an engine's containers that are still there, as they are now. */
export function containersNow(engineId: string, containerIds: readonly string[]): readonly ContainerSummary[] {
  const byId = useContainers.getState().byEngine.get(engineId)?.byId ?? noContainers;
  return containerIds.flatMap((id) => byId.get(id) ?? []);
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

const noWarnings: readonly LabelWarning[] = [];

/** What is wrong with a container's label; the same array until the engine's warnings change. */
export function useLabelWarnings(engineId: string, containerId: string): readonly LabelWarning[] {
  return useContainers((state) => state.warned.get(engineId)?.get(containerId) ?? noWarnings);
}

type Patch = PushPayload<'containers.patch'>;

/** A list that is being read, and what came meanwhile. */
interface Load {
  readonly patches: Patch[];
  readonly labels: ContainerLabels[];
  /** It was asked for once more: what comes may be older than the question. */
  isStale: boolean;
  /** Resolves when it is over, however it ends. */
  over: Promise<void>;
}

const loads = new Map<string, Load>();

/** Follows the pushes. Called once, when the window starts. @returns ends it */
export function followContainers(): () => void {
  const ends = [
    onPush('containers.reset', ({ engineId }) => void loadContainers(engineId)),
    onPush('containers.patch', (patch) => {
      const load = loads.get(patch.engineId);
      if (load === undefined) takePatch(patch);
      else load.patches.push(patch);
    }),
    onPush('containers.labels', ({ engineId, labels }) => {
      loads.get(engineId)?.labels.push(...labels);
      takeLabels(engineId, labels);
    }),
    onPush('containers.warned', ({ engineId, warned }) => takeWarned(engineId, warned)),
  ];
  // One that was listed before this window was there tells nothing of it.
  ends.push(
    useEngines.subscribe(({ engines }) => {
      for (const { id } of engines ?? []) {
        if (!useContainers.getState().byEngine.has(id) && !loads.has(id)) void loadContainers(id);
      }
    }),
  );
  return () => {
    for (const end of ends) end();
  };
}

/** Reads an engine's list afresh. Never rejects: the error is kept beside what was last known. */
export async function loadContainers(engineId: string): Promise<void> {
  const running = loads.get(engineId);
  if (running !== undefined) {
    running.isStale = true;
    return;
  }
  const load: Load = { patches: [], labels: [], isStale: false, over: Promise.resolve() };
  loads.set(engineId, load);
  load.over = read(engineId, load);
  await load.over;
}

/** Resolves when the lists that are being read now have come, or have failed to. */
export async function listsUnderWay(): Promise<void> {
  await Promise.all([...loads.values()].map(({ over }) => over));
}

async function read(engineId: string, load: Load): Promise<void> {
  try {
    do {
      load.isStale = false;
      const snapshot = await call('containers.list', { engineId });
      // Before the first list there is nothing to show, not even that there is nothing.
      if (snapshot.revision > 0) takeSnapshot(engineId, snapshot);
      takeWarned(engineId, snapshot.warned);
    } while (load.isStale);
    setError(engineId, null);
  } catch (thrown) {
    setError(engineId, toErrorData(thrown));
  } finally {
    loads.delete(engineId);
  }
  takeLabels(engineId, load.labels);
  for (const patch of load.patches) takePatch(patch);
}

function takeSnapshot(engineId: string, { revision, containers, labels }: CallOutput<'containers.list'>): void {
  const before = useContainers.getState().byEngine.get(engineId)?.byId ?? noContainers;
  const byId = new Map(containers.map((container) => [container.id, kept(before.get(container.id), container)]));
  put(engineId, {
    revision,
    byId,
    labels: new Map(labels.map((each) => [each.containerId, each])),
    asOf: Date.now(),
  });
  settleActions(containers);
  forgetUnreachable([...byId.keys()]);
  const gone = [...before.keys()].filter((id) => !byId.has(id));
  forgetActions(gone);
  rememberFrozen(containers, gone);
}

/** One that isn't the next shows that some were missed. */
function takePatch(patch: Patch): void {
  const { engineId, revision, changed, removed } = patch;
  const known = useContainers.getState().byEngine.get(engineId);
  if (known === undefined || revision <= known.revision) return;
  if (revision !== known.revision + 1) {
    void loadContainers(engineId);
    return;
  }
  const byId = new Map(known.byId);
  for (const container of changed) byId.set(container.id, kept(byId.get(container.id), container));
  for (const id of removed) byId.delete(id);
  put(engineId, { ...known, revision, byId, asOf: Date.now() });
  settleActions(changed);
  forgetActions(removed);
  rememberFrozen(changed, removed);
}

function takeLabels(engineId: string, labels: readonly ContainerLabels[]): void {
  const known = useContainers.getState().byEngine.get(engineId);
  if (known === undefined || labels.length === 0) return;
  const all = new Map(known.labels);
  for (const each of labels) all.set(each.containerId, each);
  put(engineId, { ...known, labels: all });
}

function takeWarned(engineId: string, warned: readonly WarnedContainer[]): void {
  const ofEngine = new Map(warned.map(({ containerId, warnings }) => [containerId, warnings]));
  useContainers.setState((state) => ({ warned: new Map(state.warned).set(engineId, ofEngine) }));
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

/** These rows are in view: what isn't known of them is asked for first. */
export function reportInView(engineId: string, containerIds: readonly string[]): void {
  const known = useContainers.getState().byEngine.get(engineId);
  const isUnknown = (id: string): boolean =>
    known?.labels.has(id) === false || known?.byId.get(id)?.checkpointed === null;
  const unknown = containerIds.filter(isUnknown).slice(0, 1000);
  // Only a hint: where it can't be taken, it is told later.
  if (unknown.length > 0) void call('containers.inView', { engineId, containerIds: unknown }).catch(() => {});
}
