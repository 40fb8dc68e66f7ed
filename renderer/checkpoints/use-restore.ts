import { useState } from 'react';
import type { RestoreRequest, RestoreResult } from '../../shared/checkpoint.ts';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import { isCancelled, newOperationId, restoreCheckpoint } from '../state/operations.ts';

export type RestorePhase =
  | { readonly state: 'form' }
  | { readonly state: 'running'; readonly operationId: string }
  | { readonly state: 'done'; readonly engineId: string; readonly result: RestoreResult }
  | { readonly state: 'failed'; readonly error: ErrorData };

/** A restore from its form to its end. @param oldName what the container was called when it was frozen */
export function useRestore(oldName: string) {
  const [phase, setPhase] = useState<RestorePhase>({ state: 'form' });
  const [name, setName] = useState(oldName);
  async function start(request: RestoreRequest): Promise<void> {
    const operationId = newOperationId();
    const newName = request.from === 'archive' ? (request.name ?? oldName) : oldName;
    setName(newName);
    setPhase({ state: 'running', operationId });
    try {
      const result = await restoreCheckpoint(operationId, request, newName);
      setPhase({ state: 'done', engineId: request.engineId, result });
    } catch (thrown) {
      setPhase(isCancelled(thrown) ? { state: 'form' } : { state: 'failed', error: toErrorData(thrown) });
    }
  }
  return { phase, name, start, back: () => setPhase({ state: 'form' }) };
}
