import { useState } from 'react';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';

/** An action that is under way, and its failure until the next one. */
export function useAct() {
  const [error, setError] = useState<ErrorData | null>(null);
  const [isBusy, setBusy] = useState(false);
  /** @returns whether it was done */
  async function act(action: () => Promise<unknown>): Promise<boolean> {
    setError(null);
    setBusy(true);
    try {
      await action();
      return true;
    } catch (thrown) {
      setError(toErrorData(thrown));
      return false;
    } finally {
      setBusy(false);
    }
  }
  return { error, isBusy, act, forget: () => setError(null) };
}
