/** What is being done to containers, and what has failed: pending at once, done by the event, failed at the row. */
import { create } from 'zustand';
import type { ContainerAction, ContainerSummary } from '../../shared/container.ts';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import { call } from '../bridge/index.ts';

/** What a row can say that it does. */
export type Doing = ContainerAction['do'] | 'freeze' | 'restore';

interface Pending {
  readonly doing: Doing;
  /** The row as it was: one that differs has changed by the action. */
  readonly before: ContainerSummary | null;
  /** The row as it is now. */
  readonly now: ContainerSummary | null;
  /** The engine has answered; only the event is still to come. */
  readonly hasAnswered: boolean;
}

export interface Failure {
  readonly doing: Doing;
  readonly error: ErrorData;
  /** Does the same again; null: what it needs is no longer there. */
  readonly retry: (() => void) | null;
  /** What is done instead of the same again, as its button says it. */
  readonly next?: string;
}

interface ActionsState {
  /** By container id. */
  readonly pending: ReadonlyMap<string, Pending>;
  readonly failures: ReadonlyMap<string, Failure>;
}

export const useActions = create<ActionsState>()(() => ({ pending: new Map(), failures: new Map() }));

/** What is being done to a container; null: nothing. */
export function useDoing(containerId: string): Doing | null {
  return useActions((state) => state.pending.get(containerId)?.doing ?? null);
}

/**
 * The same to each; they don't wait for one another.
 * @param again what trying again does, where it is not simply the same
 */
export function actOnAll(
  engineId: string,
  containers: readonly ContainerSummary[],
  action: ContainerAction,
  again: (container: ContainerSummary, error: ErrorData) => void = (container) =>
    actOnAll(engineId, [container], action),
): void {
  for (const container of containers) void act(engineId, container, action, (error) => again(container, error));
}

async function act(
  engineId: string,
  container: ContainerSummary,
  action: ContainerAction,
  again: (error: ErrorData) => void,
): Promise<void> {
  const { id } = container;
  begin(id, action.do, container);
  try {
    await call('containers.act', { engineId, containerId: id, action });
    answered(id);
  } catch (thrown) {
    const error = toErrorData(thrown);
    fail(id, { doing: action.do, error, retry: () => again(error) });
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
  useActions.setState(({ failures }) => ({ failures: new Map(failures).set(containerId, failure) }));
}

export function dismiss(containerId: string): void {
  dismissAll([containerId]);
}

export function dismissAll(containerIds: readonly string[]): void {
  if (!containerIds.some((id) => useActions.getState().failures.has(id))) return;
  useActions.setState(({ failures }) => {
    const left = new Map(failures);
    for (const id of containerIds) left.delete(id);
    return { failures: left };
  });
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

/** By what the row shows; an answer alone says so only where no change can be told. */
function isDone({ doing, before, now, hasAnswered }: Pending): boolean {
  if (now === null) return hasAnswered;
  switch (doing) {
    case 'start':
      // One that ends at once is never seen running.
      return now.state === 'running' || (hasAnswered && now.startedAt !== before?.startedAt);
    case 'stop':
      return now.state === 'exited' || now.state === 'stopped';
    case 'pause':
      return now.state === 'paused';
    case 'unpause':
      return now.state === 'running';
    case 'rename':
      return now.name !== before?.name;
    case 'restart':
      return hasAnswered && now.startedAt !== before?.startedAt;
    case 'kill':
      // The program may take the signal and run on.
      return hasAnswered;
    case 'remove':
    case 'freeze':
    case 'restore':
      return false;
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
