/** A container that is frozen in place, as the list of checkpoints shows it. */
import type { CheckpointArchive, CheckpointInPlace, CheckpointRequest } from '../../shared/checkpoint.ts';
import type { ContainerDetails } from '../../shared/container.ts';

/** A container that is frozen in place, and on which engine. */
export interface Frozen {
  readonly engineId: string;
  readonly details: Pick<ContainerDetails, 'summary' | 'ociRuntime' | 'checkpoint'>;
}

/** What a container was frozen with, where we did it: its engine may be too far away to look beside it. */
export interface MadeInPlace {
  readonly request: CheckpointRequest;
  /** The engine's own time of the freeze; null: it doesn't tell. */
  readonly frozenAt: number | null;
}

interface Known {
  /** The last time that we did it. */
  readonly made: MadeInPlace | undefined;
  readonly archives: readonly CheckpointArchive[];
}

export function placeOf({ engineId, details }: Frozen, { made: lastMade, archives }: Known): CheckpointInPlace {
  const { checkpoint, ociRuntime } = details;
  const { id, name, image, exitedAt, createdAt } = details.summary;
  const made = lastMade?.frozenAt === (checkpoint?.madeAt ?? null) ? lastMade.request : null;
  const archive = archives.find((each) => isOfSameFreeze(each, id, checkpoint?.madeAt ?? null)) ?? null;
  return {
    kind: 'place',
    engineId,
    containerId: id,
    containerName: name,
    image,
    ociRuntime,
    createdAt: checkpoint?.madeAt ?? exitedAt ?? createdAt,
    archiveId: archive?.id ?? null,
    tcpEstablished: isKept(checkpoint?.tcpEstablished, made?.tcpEstablished, archive?.tcpEstablished),
    fileLocks: isKept(checkpoint?.fileLocks, made?.fileLocks, archive?.fileLocks),
    statistics: checkpoint?.statistics ?? null,
  };
}

/**
 * Whether a restore has to bring it back: it holds some, or was made so that it would; null where nobody knows. What was
 * chosen at the freeze is chosen again, also where nothing was there to be kept.
 */
function isKept(...told: ReadonlyArray<boolean | null | undefined>): boolean | null {
  const known = told.filter((each) => typeof each === 'boolean');
  return known.length === 0 ? null : known.includes(true);
}

/** An engine that writes a freeze into an archive leaves the container frozen in place as well. */
function isOfSameFreeze(archive: CheckpointArchive, containerId: string, madeAt: number | null): boolean {
  if (archive.fault !== null || archive.containerId !== containerId) return false;
  return madeAt !== null && archive.frozenAt === madeAt;
}
