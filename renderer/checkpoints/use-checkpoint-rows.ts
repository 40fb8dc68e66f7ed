import { useMemo } from 'react';
import { useCheckpoints } from '../state/checkpoints.ts';
import { useContainers } from '../state/containers.ts';
import { useEngineList } from '../state/engines.ts';
import { type CheckpointRow, checkpointRows } from './rows.ts';

/** All checkpoints as rows; null while they aren't known. */
export function useCheckpointRows(): readonly CheckpointRow[] | null {
  const list = useCheckpoints((state) => state.list);
  const engines = useEngineList();
  const containers = useContainers((state) => state.byEngine);
  return useMemo(() => {
    if (list === null) return null;
    const connected = new Set(engines.flatMap(({ id, connection }) => (connection.state === 'connected' ? [id] : [])));
    return checkpointRows(list, {
      labelOf: (engineId, containerId) => containers.get(engineId)?.labels.get(containerId)?.processLabel ?? '',
      isConnected: (engineId) => connected.has(engineId),
    });
  }, [list, engines, containers]);
}
