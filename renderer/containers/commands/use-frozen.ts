import { useEffect, useState } from 'react';
import type { ContainerSummary } from '../../../shared/container.ts';
import { call } from '../../bridge/index.ts';

/**
 * Which of the containers are frozen in place: their row doesn't tell, so those that have ended are looked at. One
 * that can't be is taken as not frozen: it shall still be possible to remove it.
 * @returns null while it isn't known
 */
export function useFrozen(
  engineId: string,
  containers: readonly ContainerSummary[],
): readonly ContainerSummary[] | null {
  const [ended] = useState(() => containers.filter(({ state }) => state === 'exited' || state === 'stopped'));
  const [frozen, setFrozen] = useState<readonly ContainerSummary[] | null>(ended.length === 0 ? [] : null);
  useEffect(() => {
    if (ended.length === 0) return undefined;
    let over = false;
    const isFrozen = ({ id }: ContainerSummary): Promise<boolean> =>
      call('containers.inspect', { engineId, containerId: id }).then(
        ({ checkpointed }) => checkpointed,
        () => false,
      );
    void Promise.all(ended.map(isFrozen)).then((answers) => {
      if (!over) setFrozen(ended.filter((_container, index) => answers[index]));
    });
    return () => {
      over = true;
    };
  }, [engineId, ended]);
  return frozen;
}
