/** The checkpoints that there are, and how far those being made or restored have come. */
import { create } from 'zustand';
import type {
  CheckpointList,
  CheckpointRequest,
  CheckpointResult,
  OperationProgress,
  RestoreRequest,
  RestoreResult,
} from '../../shared/checkpoint.ts';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import { call, onPush } from '../bridge/index.ts';
import type { ContainerTarget } from './details.ts';

interface CheckpointsState {
  /** Null until it has been read once. */
  readonly list: CheckpointList | null;
  readonly error: ErrorData | null;
  readonly loading: boolean;
  /** By operation; gone with its end. */
  readonly progress: Readonly<Record<string, OperationProgress>>;
}

export const useCheckpoints = create<CheckpointsState>()(() => ({
  list: null,
  error: null,
  loading: false,
  progress: {},
}));

let asked = 0;

/** Reads the list. Never rejects: the error is kept beside what was last known. */
export async function loadCheckpoints(): Promise<void> {
  asked += 1;
  const number = asked;
  useCheckpoints.setState({ loading: true });
  try {
    const list = await call('checkpoints.list', undefined);
    if (number === asked) useCheckpoints.setState({ list, error: null, loading: false });
  } catch (thrown) {
    if (number === asked) useCheckpoints.setState({ error: toErrorData(thrown), loading: false });
  }
}

/**
 * Keeps the list up to date while somebody looks at it.
 * @returns ends it
 */
export function followCheckpoints(): () => void {
  const stop = onPush('checkpoints.changed', () => void loadCheckpoints());
  void loadCheckpoints();
  return stop;
}

/** Runs an operation under a new name while its progress is kept. */
async function operate<T>(operationId: string, run: () => Promise<T>): Promise<T> {
  const stop = onPush('operation.progress', (step) => {
    if (step.operationId !== operationId) return;
    useCheckpoints.setState(({ progress }) => ({ progress: { ...progress, [operationId]: step } }));
  });
  try {
    return await run();
  } finally {
    stop();
    useCheckpoints.setState(({ progress: { [operationId]: _, ...others } }) => ({ progress: others }));
  }
}

/** A name for an operation that nothing else has. */
export const newOperationId = (): string => crypto.randomUUID();

/** Freezes a container. Rejects with a GantryError. */
export function createCheckpoint(
  target: ContainerTarget,
  operationId: string,
  request: CheckpointRequest,
): Promise<CheckpointResult> {
  return operate(operationId, () => call('checkpoints.create', { ...target, operationId, request }));
}

/** Brings a container back. Rejects with a GantryError. */
export function restoreCheckpoint(operationId: string, request: RestoreRequest): Promise<RestoreResult> {
  return operate(operationId, () => call('checkpoints.restore', { operationId, request }));
}

export const deleteArchive = (archiveId: string): Promise<void> => call('checkpoints.delete', { archiveId });
export const revealArchive = (archiveId: string): Promise<void> => call('checkpoints.reveal', { archiveId });

/**
 * Asks the user for an archive's file.
 * @returns its name in the catalogue; null: called off
 */
export async function addArchive(): Promise<string | null> {
  return (await call('checkpoints.add', undefined))?.archiveId ?? null;
}

/** How many exec sessions are open in these containers: they don't survive a checkpoint. */
export async function openExecSessions(engineId: string, containerIds: readonly string[]): Promise<number> {
  const sessions = await call('sessions.list', undefined);
  return sessions.filter(
    ({ kind, state, engineId: engine, containerId }) =>
      kind === 'exec' &&
      (state.state === 'running' || state.state === 'starting') &&
      engine === engineId &&
      containerIds.includes(containerId),
  ).length;
}

/** Names and ids of an engine's containers: neither can be given twice. */
export async function takenBy(engineId: string): Promise<{ names: ReadonlySet<string>; ids: ReadonlySet<string> }> {
  const { containers } = await call('containers.list', { engineId });
  return { names: new Set(containers.map(({ name }) => name)), ids: new Set(containers.map(({ id }) => id)) };
}
