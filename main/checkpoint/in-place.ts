/** A container that is frozen in place, as the list of checkpoints shows it. */
import type { CheckpointArchive, CheckpointInPlace, CheckpointRequest } from '../../shared/checkpoint.ts';
import type { ContainerDetails } from '../../shared/container.ts';

/** A container that is frozen in place, and on which engine. */
export interface Frozen {
  readonly engineId: string;
  readonly details: Pick<ContainerDetails, 'summary' | 'ociRuntime' | 'checkpoint'>;
}

interface Known {
  /** What it was made with, where we made it: its engine may be too far away to look beside it. */
  readonly made: CheckpointRequest | undefined;
  readonly archives: readonly CheckpointArchive[];
}

export function placeOf({ engineId, details }: Frozen, { made, archives }: Known): CheckpointInPlace {
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
    archiveId: archives.find((archive) => isOfSameFreeze(archive, id, checkpoint?.madeAt ?? null))?.id ?? null,
    tcpEstablished: checkpoint?.tcpEstablished ?? made?.tcpEstablished ?? null,
    fileLocks: checkpoint?.fileLocks ?? made?.fileLocks ?? null,
    statistics: checkpoint?.statistics ?? null,
  };
}

/** An engine that writes a freeze into an archive leaves the container frozen in place as well. */
function isOfSameFreeze(archive: CheckpointArchive, containerId: string, madeAt: number | null): boolean {
  if (archive.fault !== null || archive.containerId !== containerId) return false;
  return madeAt !== null && archive.frozenAt === madeAt;
}
