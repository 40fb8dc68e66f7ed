import { useState } from 'react';
import type { CheckpointRequest, CheckpointResult } from '../../shared/checkpoint.ts';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import { createCheckpoint, newOperationId } from '../state/operations.ts';

/** How far one container has come. */
export type RunStep =
  | { readonly state: 'waiting' }
  | { readonly state: 'running'; readonly operationId: string }
  | { readonly state: 'done'; readonly result: CheckpointResult }
  | { readonly state: 'failed'; readonly error: ErrorData };

export interface CheckpointRun {
  readonly phase: 'form' | 'running' | 'finished';
  /** By container. */
  readonly steps: ReadonlyMap<string, RunStep>;
}

const before: CheckpointRun = { phase: 'form', steps: new Map() };

/** Freezes containers one after the other; one that fails doesn't keep the others from their turn. */
export function useCheckpointRun(engineId: string) {
  const [run, setRun] = useState<CheckpointRun>(before);

  async function start(containerIds: readonly string[], request: CheckpointRequest): Promise<void> {
    const step = (id: string, to: RunStep): void =>
      setRun(({ phase, steps }) => ({ phase, steps: new Map(steps).set(id, to) }));
    setRun({ phase: 'running', steps: new Map(containerIds.map((id) => [id, { state: 'waiting' }])) });
    for (const containerId of containerIds) {
      const operationId = newOperationId();
      step(containerId, { state: 'running', operationId });
      try {
        const result = await createCheckpoint({ engineId, containerId }, operationId, request);
        step(containerId, { state: 'done', result });
      } catch (thrown) {
        step(containerId, { state: 'failed', error: toErrorData(thrown) });
      }
    }
    setRun(({ steps }) => ({ phase: 'finished', steps }));
  }

  return { run, start, back: () => setRun(before) };
}
