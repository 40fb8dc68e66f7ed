/** Imports and pulls: how far they have come, and which of them failed. They go on whatever the window shows. */
import { create } from 'zustand';
import { type ErrorData, GantryError, toErrorData } from '../../shared/errors.ts';
import type { ImageProgress, ImageSource } from '../../shared/image.ts';
import { call, onPush } from '../bridge/index.ts';
import { newOperationId } from './operations.ts';

export interface RunningWork {
  readonly id: string;
  readonly engineId: string;
  readonly doing: 'import' | 'pull';
  /** Of the file or folder, or what the registry is asked for. */
  readonly name: string;
  /** Null until it has told of itself. */
  readonly progress: ImageProgress | null;
  readonly isCalledOff: boolean;
}

export interface FailedWork {
  readonly id: string;
  readonly engineId: string;
  readonly error: ErrorData;
  readonly again: () => void;
}

interface WorkState {
  /** By id, in the order in which they began. */
  readonly running: ReadonlyMap<string, RunningWork>;
  readonly failed: readonly FailedWork[];
}

export const useImageWork = create<WorkState>()(() => ({ running: new Map(), failed: [] }));

type Done = (imageIds: readonly string[]) => void;

/** Asks the user for a file or a folder; null: called off. Rejects with a GantryError. */
export const chooseSource = (what: 'file' | 'folder'): Promise<ImageSource | null> => call('images.choose', { what });

/**
 * Takes in what was chosen. Never rejects: a failure is kept with the others.
 * @param name null: its own
 * @param done called with what was in it, and not where it fails or is called off
 */
export function importImages(engineId: string, source: ImageSource, name: string | null, done: Done): Promise<void> {
  const { sourceId } = source;
  return work({ engineId, doing: 'import', name: source.name }, done, (operationId) =>
    call('images.import', { engineId, operationId, sourceId, name }),
  );
}

/** The same from a registry. */
export function pullImage(engineId: string, reference: string, done: Done): Promise<void> {
  return work({ engineId, doing: 'pull', name: reference }, done, (operationId) =>
    call('images.pull', { engineId, operationId, reference }),
  );
}

async function work(
  what: Pick<RunningWork, 'engineId' | 'doing' | 'name'>,
  done: Done,
  run: (operationId: string) => Promise<{ readonly imageIds: readonly string[] }>,
): Promise<void> {
  const id = newOperationId();
  change(id, { id, ...what, progress: null, isCalledOff: false });
  const stop = onPush('images.progress', (progress) => {
    const known = useImageWork.getState().running.get(id);
    if (progress.operationId === id && known !== undefined) change(id, { ...known, progress });
  });
  try {
    done((await run(id)).imageIds);
  } catch (thrown) {
    if (!(thrown instanceof GantryError && thrown.code === 'cancelled')) {
      const again = (): void => {
        dismissWork(id);
        void work(what, done, run);
      };
      const failed = { id, engineId: what.engineId, error: toErrorData(thrown), again };
      useImageWork.setState((state) => ({ failed: [...state.failed, failed] }));
    }
  } finally {
    stop();
    change(id, null);
  }
}

/** It ends when the engine has let go of it. */
export async function callOffWork(id: string): Promise<void> {
  const known = useImageWork.getState().running.get(id);
  if (known !== undefined) change(id, { ...known, isCalledOff: true });
  await call('images.cancel', { operationId: id });
}

export function dismissWork(id: string): void {
  useImageWork.setState(({ failed }) => ({ failed: failed.filter((each) => each.id !== id) }));
}

function change(id: string, to: RunningWork | null): void {
  useImageWork.setState((state) => {
    const running = new Map(state.running);
    if (to === null) running.delete(id);
    else running.set(id, to);
    return { running };
  });
}
