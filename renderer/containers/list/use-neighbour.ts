import { useEffect, useRef } from 'react';
import { useContainers } from '../../state/containers.ts';
import { useNavigation } from '../../state/navigation.ts';

/**
 * When the container whose row has the keys is gone, the row that took its place has them, or the last. It isn't
 * selected: nothing is done to it by a key that was meant for the other one.
 * @param order ids as they are shown
 */
export function useNeighbour(engineId: string, order: readonly string[]): void {
  const before = useRef(order);
  useEffect(() => {
    const index = before.current.indexOf(useNavigation.getState().activeId ?? '');
    const gone = before.current[index];
    const left = new Set(order);
    if (gone !== undefined && useContainers.getState().byEngine.get(engineId)?.byId.has(gone) === false) {
      const next = before.current.slice(index).find((id) => left.has(id)) ?? order.at(-1) ?? null;
      useNavigation.setState({ activeId: next, anchorId: next });
    }
    before.current = order;
  }, [engineId, order]);
}
