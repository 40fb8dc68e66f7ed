import type { VirtualItem } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { reportInView } from '../../state/containers.ts';

/** Tells which rows are seen, once a frame at most and only when they are others: their labels are asked for first. */
export function useInView(
  engineId: string,
  isWanted: boolean,
  items: readonly VirtualItem[],
  order: readonly string[],
): void {
  const reported = useRef('');
  const ids = isWanted ? items.map(({ index }) => order[index] ?? '').join(' ') : '';
  useEffect(() => {
    if (ids === '' || ids === reported.current) return;
    const frame = requestAnimationFrame(() => {
      reported.current = ids;
      reportInView(engineId, ids.split(' ').filter(Boolean));
    });
    return () => cancelAnimationFrame(frame);
  }, [engineId, ids]);
}
