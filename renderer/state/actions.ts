/** What is being done to containers, and what has failed: pending at once, done by the event, failed at the row. */
import { create } from 'zustand';
import type { ContainerAction, ContainerSummary } from '../../shared/container.ts';
import { toErrorData } from '../../shared/errors.ts';
import { call } from '../bridge/index.ts';
import { type Doing, type Failure, foldedKinds, toldFailures } from './failures.ts';
import { isDone, type Pending } from './pending.ts';

interface ActionsState {
  /** By container id. */
  readonly pending: ReadonlyMap<string, Pending>;
  readonly failures: ReadonlyMap<string, Failure>;
  /** The kinds of failures that are told as one. */
  readonly folded: ReadonlySet<string>;
}

export const useActions = create<ActionsState>()(() => ({
  pending: new Map(),
  failures: new Map(),
  folded: new Set(),
}));

/** What is being done to a container; null: nothing. */
export function useDoing(containerId: string): Doing | null {
  return useActions((state) => state.pending.get(containerId)?.doing ?? null);
}

/** What its row tells in full; null: nothing. */
export function useFailure(containerId: string): Failure | null {
  return useActions((state) => toldFailures(state).alone.get(containerId) ?? null);
}

/** What is told over the list, together with others, and marked at its row; null: nothing. */
export function useFoldedFailure(containerId: string): Failure | null {
  return useActions((state) => toldFailures(state).folded.get(containerId) ?? null);
}

/** What trying again does, where it is not simply the same. */
interface Again {
  readonly again: NonNullable<Failure['retry']>;
  /** Where the engine wants the user's leave first; absent: as ever. */
  readonly withoutLeave?: NonNullable<Failure['retry']>;
}

/** The same to each; they don't wait for one another. */
export function actOnAll(
  engineId: string,
  containers: readonly ContainerSummary[],
  action: ContainerAction,
  how: Again = {
    again: (ids) =>
      actOnAll(
        engineId,
        containers.filter(({ id }) => ids.includes(id)),
        action,
      ),
  },
): void {
  for (const container of containers) void act(engineId, container, action, how);
}

async function act(
  engineId: string,
  container: ContainerSummary,
  action: ContainerAction,
  { again, withoutLeave = again }: Again,
): Promise<void> {
  const { id, name } = container;
  begin(id, action.do, container);
  try {
    await call('containers.act', { engineId, containerId: id, action });
    answered(id);
  } catch (thrown) {
    const error = toErrorData(thrown);
    const retry = error.code === 'needs-consent' ? withoutLeave : again;
    fail(id, { engineId, name, doing: action.do, error, retry });
  }
}

/** Marks a row as busy with something that has its own course (a freeze). */
export function begin(containerId: string, doing: Doing, before: ContainerSummary | null): void {
  dismiss(containerId);
  setPending((pending) => pending.set(containerId, { doing, before, now: before, hasAnswered: false }));
}

/** It is over, whatever became of it. */
export function end(containerId: string): void {
  setPending((pending) => pending.delete(containerId));
}

export function fail(containerId: string, failure: Failure): void {
  end(containerId);
  tellAtRow(containerId, failure);
}

/** Says at its row why something can't be done. What is being done to it goes on. */
export function tellAtRow(containerId: string, failure: Failure): void {
  setFailures((failures) => failures.set(containerId, failure));
}

export function dismiss(containerId: string): void {
  dismissAll([containerId]);
}

export function dismissAll(containerIds: readonly string[]): void {
  if (!containerIds.some((id) => useActions.getState().failures.has(id))) return;
  setFailures((failures) => {
    for (const id of containerIds) failures.delete(id);
  });
}

/** These are tried again together: what fails anew by the same reason is told together at once, be it one alone. */
export function keepFolded(kind: string): void {
  useActions.setState(({ folded }) => ({ folded: new Set(folded).add(kind) }));
}

function setFailures(change: (failures: Map<string, Failure>) => void): void {
  useActions.setState(({ failures, folded }) => {
    const next = new Map(failures);
    change(next);
    return { failures: next, folded: foldedKinds(next, folded) };
  });
}

/** The engine of these is there (again): what was refused without asking it can be done; what was asked can be tried again. */
export function forgetUnreachable(containerIds: readonly string[]): void {
  const { failures } = useActions.getState();
  dismissAll(
    containerIds.filter((id) => {
      const failure = failures.get(id);
      return failure?.error.code === 'engine-unreachable' && failure.retry === null;
    }),
  );
}

/** How long an event may take after the engine's answer, milliseconds. Where nothing changed, none comes at all. */
const patience = 3000;

/** The engine has answered. Where the event came first the row has changed already, and nothing more is awaited. */
function answered(containerId: string): void {
  const pending = useActions.getState().pending.get(containerId);
  if (pending === undefined) return;
  const awaited = { ...pending, hasAnswered: true };
  if (isDone(awaited)) {
    end(containerId);
    return;
  }
  setPending((all) => all.set(containerId, awaited));
  setTimeout(() => {
    const now = useActions.getState().pending.get(containerId);
    if (now?.hasAnswered === true && now.before === awaited.before) end(containerId);
  }, patience);
}

/** Rows have changed by events: what was awaited is done. */
export function settleActions(changed: readonly ContainerSummary[]): void {
  const { pending } = useActions.getState();
  if (pending.size === 0) return;
  for (const container of changed) {
    const awaited = pending.get(container.id);
    if (awaited === undefined) continue;
    const now = { ...awaited, now: container };
    if (isDone(now)) end(container.id);
    else setPending((all) => all.set(container.id, now));
  }
}

/** The containers are gone, and with them what was done to them. */
export function forgetActions(containerIds: readonly string[]): void {
  const { pending, failures } = useActions.getState();
  for (const id of containerIds) {
    if (pending.has(id)) end(id);
    if (failures.has(id)) dismiss(id);
  }
}

function setPending(change: (pending: Map<string, Pending>) => void): void {
  useActions.setState(({ pending }) => {
    const next = new Map(pending);
    change(next);
    return { pending: next };
  });
}
