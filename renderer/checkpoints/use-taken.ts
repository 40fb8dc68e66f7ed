import { useMemo } from 'react';
import { useContainersOf } from '../state/containers.ts';

/** What can't be given twice. */
export interface Taken {
  readonly names: ReadonlySet<string>;
  readonly ids: ReadonlySet<string>;
}

/** The names and ids that an engine's containers have. Where they aren't known the engine itself refuses a clash. */
export function useTaken(engineId: string): Taken {
  const containers = useContainersOf(engineId);
  return useMemo(
    () => ({ names: new Set([...containers.values()].map(({ name }) => name)), ids: new Set(containers.keys()) }),
    [containers],
  );
}
