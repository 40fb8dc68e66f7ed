/** Checkpoints that are being made and restores: how far they have come, and how they ended where nobody looked. */
import { create } from 'zustand';
import type {
  CheckpointRequest,
  CheckpointResult,
  OperationProgress,
  RestoreRequest,
  RestoreResult,
} from '../../shared/checkpoint.ts';
import type { ContainerSummary } from '../../shared/container.ts';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import { call, onPush } from '../bridge/index.ts';
import { begin, end, fail } from './actions.ts';
import { useContainers } from './containers.ts';
import type { ContainerTarget } from './details.ts';

/** A checkpoint that is being made, or a restore. */
export interface RunningOperation {
  readonly id: string;
  readonly doing: 'freeze' | 'restore' | 'add' | 'save';
  /** Of the container; an archive that is added has not told it yet. */
  readonly name: string;
  /** Null until it has told of itself. */
  readonly progress: OperationProgress | null;
  /** Its dialog is gone: how it goes and ends is told elsewhere. */
  readonly isLeft: boolean;
}

/** How a restore ended whose dialog was gone. */
export interface Ending {
  readonly id: string;
  readonly name: string;
  readonly outcome: { readonly container: ContainerTarget } | { readonly error: ErrorData };
}

interface OperationsState {
  /** By id, in the order in which they began. */
  readonly running: ReadonlyMap<string, RunningOperation>;
  readonly endings: readonly Ending[];
}

export const useOperations = create<OperationsState>()(() => ({ running: new Map(), endings: [] }));

/** Whether it has failed because the user has called it off. */
export const isCancelled = (thrown: unknown): boolean => toErrorData(thrown).code === 'cancelled';

type Operation = Pick<RunningOperation, 'id' | 'doing' | 'name'>;

/** Runs an operation while its progress is kept. */
async function operate<T>(operation: Operation, run: () => Promise<T>): Promise<T> {
  const { id } = operation;
  change(id, { ...operation, progress: null, isLeft: false });
  const stop = onPush('operation.progress', (progress) => {
    const known = useOperations.getState().running.get(id);
    if (progress.operationId === id && known !== undefined) change(id, { ...known, progress });
  });
  try {
    return await run();
  } finally {
    stop();
    change(id, null);
  }
}

function change(id: string, to: RunningOperation | null): void {
  useOperations.setState((state) => {
    const running = new Map(state.running);
    if (to === null) running.delete(id);
    else running.set(id, to);
    return { running };
  });
}

/**
 * Asks the user for an archive's file, and copies it into the catalogue.
 * @returns its name in the catalogue; null: called off
 */
export async function addArchive(): Promise<string | null> {
  const id = newOperationId();
  const add = () => call('checkpoints.add', { operationId: id });
  try {
    return (await operate({ id, doing: 'add', name: 'New archive' }, add))?.archiveId ?? null;
  } catch (thrown) {
    if (isCancelled(thrown)) return null;
    throw thrown;
  }
}

/**
 * Asks the user where to, and copies an archive there.
 * @param name of the container, for whoever looks at it
 * @returns the path; null: called off
 */
export async function saveArchive(archiveId: string, name: string): Promise<string | null> {
  const id = newOperationId();
  const save = () => call('checkpoints.save', { operationId: id, archiveId });
  try {
    return (await operate({ id, doing: 'save', name: `Copy of ${name}` }, save))?.path ?? null;
  } catch (thrown) {
    if (isCancelled(thrown)) return null;
    throw thrown;
  }
}

/** Calls one off, as far as it can be: it then fails as `cancelled`. */
export function cancelOperation(operationId: string): void {
  // What it doesn't reach goes on, and is seen to.
  call('operations.cancel', { operationId }).catch((thrown: unknown) => console.error(thrown));
}

/** A name for an operation that nothing else has. */
export const newOperationId = (): string => crypto.randomUUID();

/** The dialog of an operation is closed before its end. */
export function leaveOperation(id: string): void {
  const known = useOperations.getState().running.get(id);
  if (known !== undefined) change(id, { ...known, isLeft: true });
}

export function dismissEnding(id: string): void {
  useOperations.setState(({ endings }) => ({ endings: endings.filter((each) => each.id !== id) }));
}

/** As it is in the list of containers; null for one that isn't. */
function rowOf({ engineId, containerId }: ContainerTarget): ContainerSummary | null {
  return useContainers.getState().byEngine.get(engineId)?.byId.get(containerId) ?? null;
}

/** Freezes a container; its row tells so, and why when it fails. Rejects with a GantryError. */
export async function createCheckpoint(
  target: ContainerTarget,
  operationId: string,
  request: CheckpointRequest,
): Promise<CheckpointResult> {
  const { containerId } = target;
  const row = rowOf(target);
  begin(containerId, 'freeze', row);
  try {
    const operation = { id: operationId, doing: 'freeze', name: row?.name ?? containerId.slice(0, 12) } as const;
    const made = await operate(operation, () => call('checkpoints.create', { ...target, operationId, request }));
    end(containerId);
    return made;
  } catch (thrown) {
    const retry = (): void => {
      // It is told at the row again.
      createCheckpoint(target, newOperationId(), request).catch(() => {});
    };
    fail(containerId, {
      engineId: target.engineId,
      name: row?.name ?? '',
      doing: 'freeze',
      error: toErrorData(thrown),
      retry,
    });
    throw thrown;
  }
}

/**
 * Brings a container back. Rejects with a GantryError.
 * @param name the container's, for whoever looks at it
 */
export async function restoreCheckpoint(
  operationId: string,
  request: RestoreRequest,
  name: string,
): Promise<RestoreResult> {
  const { engineId } = request;
  const frozenId = request.from === 'place' ? request.containerId : null;
  if (frozenId !== null) begin(frozenId, 'restore', rowOf({ engineId, containerId: frozenId }));
  const tell = (outcome: Ending['outcome']): void => {
    const isLeft = useOperations.getState().running.get(operationId)?.isLeft ?? false;
    if (!isLeft) return;
    useOperations.setState(({ endings }) => ({ endings: [...endings, { id: operationId, name, outcome }] }));
    // And where it stands in the list.
    if (frozenId !== null && 'error' in outcome)
      fail(frozenId, { engineId, name, doing: 'restore', error: outcome.error, retry: null });
  };
  try {
    return await operate({ id: operationId, doing: 'restore', name }, () => {
      const restoring = call('checkpoints.restore', { operationId, request });
      restoring.then(
        ({ containerId }) => tell({ container: { engineId, containerId } }),
        (thrown) => {
          if (!isCancelled(thrown)) tell({ error: toErrorData(thrown) });
        },
      );
      return restoring;
    });
  } finally {
    if (frozenId !== null) end(frozenId);
  }
}
