/** Restores several containers that are frozen in place, each with what its checkpoint was made with. */
import type { ContainerSummary } from '../../../shared/container.ts';
import { toErrorData } from '../../../shared/errors.ts';
import { call } from '../../bridge/index.ts';
import { begin, fail } from '../../state/actions.ts';
import { containersNow } from '../../state/containers.ts';
import { newOperationId, restoreCheckpoint } from '../../state/operations.ts';
import { ask } from './ask.ts';

/** One asks how, several don't: their rows tell how it goes, and lead to the form where it fails. */
export function restoreFrozen(engineId: string, containers: readonly ContainerSummary[]): void {
  if (containers.length === 1) ask({ about: 'restore', engineId, containers });
  else void restoreAll(engineId, containers);
}

/** One after the other, as they are frozen. */
async function restoreAll(engineId: string, containers: readonly ContainerSummary[]): Promise<void> {
  for (const container of containers) begin(container.id, 'restore', container);
  const again = (ids: readonly string[]): void => restoreFrozen(engineId, containersNow(engineId, ids));
  for (const container of containers) await restore(engineId, container, again);
}

async function restore(
  engineId: string,
  container: ContainerSummary,
  retry: (containerIds: readonly string[]) => void,
): Promise<void> {
  const { id: containerId, name } = container;
  try {
    const checkpoint = await call('checkpoints.inPlace', { engineId, containerId });
    const tcpEstablished = checkpoint.tcpEstablished ?? false;
    const fileLocks = checkpoint.fileLocks ?? false;
    const request = { from: 'place', engineId, containerId, tcpEstablished, fileLocks } as const;
    await restoreCheckpoint(newOperationId(), request, name);
  } catch (thrown) {
    fail(containerId, { engineId, name, doing: 'restore', error: toErrorData(thrown), retry });
  }
}
