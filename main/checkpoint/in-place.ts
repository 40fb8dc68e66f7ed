/** A container that is frozen in place, as the list of checkpoints shows it. */
import type { CheckpointInPlace, CheckpointRequest } from '../../shared/checkpoint.ts';
import type { ContainerDetails } from '../../shared/container.ts';

interface Frozen {
  readonly engineId: string;
  readonly details: Pick<ContainerDetails, 'summary' | 'ociRuntime' | 'checkpoint'>;
}

/** @param made what it was made with, where we made it: its engine may be too far away to look beside it */
export function placeOf({ engineId, details }: Frozen, made: CheckpointRequest | undefined): CheckpointInPlace {
  const { checkpoint, ociRuntime } = details;
  const { id, name, image, exitedAt, createdAt } = details.summary;
  return {
    kind: 'place',
    engineId,
    containerId: id,
    containerName: name,
    image,
    ociRuntime,
    createdAt: checkpoint?.madeAt ?? exitedAt ?? createdAt,
    tcpEstablished: checkpoint?.tcpEstablished ?? made?.tcpEstablished ?? null,
    fileLocks: checkpoint?.fileLocks ?? made?.fileLocks ?? null,
    statistics: checkpoint?.statistics ?? null,
  };
}
