import type { VirtualItem } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { ContainerSummary } from '../../../shared/container.ts';
import { reportInView } from '../../state/containers.ts';

/**
 * Tells which rows are seen of which the engine's list doesn't tell all, once a frame at most and only when there are
 * others among them: that is asked for first.
 * @param hasLabels of all rows the label may be missing; else only whether one that has ended is frozen
 */
export function useInView(
  engineId: string,
  hasLabels: boolean,
  items: readonly VirtualItem[],
  rows: readonly ContainerSummary[],
): void {
  const reported = useRef<ReadonlySet<string>>(new Set());
  const ids = items
    .flatMap(({ index }) => rows[index] ?? [])
    .filter(({ checkpointed }) => hasLabels || checkpointed === null)
    .map(({ id }) => id)
    .join(' ');
  useEffect(() => {
    const inView = ids.split(' ').filter(Boolean);
    if (inView.every((id) => reported.current.has(`${engineId} ${id}`))) return undefined;
    const frame = requestAnimationFrame(() => {
      reported.current = new Set(inView.map((id) => `${engineId} ${id}`));
      reportInView(engineId, inView);
    });
    return () => cancelAnimationFrame(frame);
  }, [engineId, ids]);
}
