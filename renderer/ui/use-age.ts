import { useCallback, useSyncExternalStore } from 'react';
import { formatDuration } from './format.ts';
import { lookAtAge } from './looks.ts';

/**
 * How long ago something was, as a text that keeps itself true; beyond a minute it may be ten seconds late.
 * @param since milliseconds since 1970
 */
export function useAge(since: number): string {
  const follow = useCallback((changed: () => void) => lookAtAge(since, changed), [since]);
  return useSyncExternalStore(follow, () => formatDuration(Date.now() - since));
}
