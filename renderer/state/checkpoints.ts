/** The checkpoints that there are: in place, and the archives of the catalogue. */
import { create } from 'zustand';
import type { CheckpointList } from '../../shared/checkpoint.ts';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import { call, onPush } from '../bridge/index.ts';

interface CheckpointsState {
  /** Null until it has been read once. */
  readonly list: CheckpointList | null;
  readonly error: ErrorData | null;
}

export const useCheckpoints = create<CheckpointsState>()(() => ({ list: null, error: null }));

let asked = 0;

/** Reads the list. Never rejects: the error is kept beside what was last known. */
export async function loadCheckpoints(): Promise<void> {
  asked += 1;
  const number = asked;
  try {
    const list = await call('checkpoints.list', undefined);
    if (number === asked) useCheckpoints.setState({ list, error: null });
  } catch (thrown) {
    if (number === asked) useCheckpoints.setState({ error: toErrorData(thrown) });
  }
}

/**
 * Keeps the list up to date while somebody looks at it.
 * @returns ends it
 */
export function followCheckpoints(): () => void {
  const ends = [
    onPush('checkpoints.changed', () => void loadCheckpoints()),
    // An engine that has just answered knows what is frozen in place there.
    onPush('containers.reset', () => void loadCheckpoints()),
  ];
  void loadCheckpoints();
  return () => {
    for (const end of ends) end();
  };
}

export const deleteArchive = (archiveId: string): Promise<void> => call('checkpoints.delete', { archiveId });
export const revealArchive = (archiveId: string): Promise<void> => call('checkpoints.reveal', { archiveId });

/** Exec sessions that are open in containers: they don't survive a checkpoint. */
export interface OpenExecSessions {
  /** Gantry's own terminals. */
  readonly ours: number;
  /** Started by others, such as Podman's command line. */
  readonly others: number;
}

/** A container that has gone meanwhile has none. */
function noneWhereGone(thrown: unknown): number {
  if (toErrorData(thrown).code === 'not-found') return 0;
  throw thrown;
}

/** Those that are open in these containers, whoever has started them. Rejects where that can't be found out. */
export async function openExecSessions(engineId: string, containerIds: readonly string[]): Promise<OpenExecSessions> {
  const [sessions, ...all] = await Promise.all([
    call('sessions.list', undefined),
    ...containerIds.map((containerId) =>
      call('containers.openExecSessions', { engineId, containerId }).catch(noneWhereGone),
    ),
  ]);
  const ours = sessions.filter(
    ({ kind, state, engineId: engine, containerId }) =>
      kind === 'exec' &&
      (state.state === 'running' || state.state === 'starting') &&
      engine === engineId &&
      containerIds.includes(containerId),
  ).length;
  const total = all.reduce((sum, count) => sum + count, 0);
  return { ours, others: Math.max(0, total - ours) };
}
