import { useCallback, useEffect } from 'react';
import type { ContainerResource, ContainerTarget, Loaded } from '../../state/details.ts';
import { useEngine } from '../../state/engines.ts';

/** Arrow keys that run over many rows, and events that come in bursts, make one question of the last of them. */
const settleMs = 40;

/**
 * What is known of a container, asked for when shown, again whenever `revision` (the container's row) changes, and when
 * the engine is back that could not be asked.
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
  const loaded = resource.useLoaded(target);
  const isConnected = useEngine(engineId)?.connection.state === 'connected';
  const isBack = isConnected && loaded.error?.code === 'engine-unreachable';
  useEffect(() => {
    if (isBack) reload();
  }, [isBack, reload]);
  return { loaded, reload };
}
