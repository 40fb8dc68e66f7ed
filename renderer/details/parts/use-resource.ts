import { useCallback, useEffect } from 'react';
import type { ContainerResource, ContainerTarget, Loaded } from '../../state/details.ts';

/** Arrow keys that run over many rows, and events that come in bursts, make one question of the last of them. */
const settleMs = 40;

/**
 * What is known of a container, asked for when shown and again whenever `revision` (the container's row) changes.
 */
export function useResource<T>(
  resource: ContainerResource<T>,
  target: ContainerTarget,
  revision: unknown,
): { readonly loaded: Loaded<T>; readonly reload: () => void } {
  const { engineId, containerId } = target;
  const reload = useCallback(() => void resource.load({ engineId, containerId }), [resource, engineId, containerId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision is what asks again
  useEffect(() => {
    const timer = setTimeout(reload, settleMs);
    return () => clearTimeout(timer);
  }, [reload, revision]);
  return { loaded: resource.useLoaded(target), reload };
}
