import { z } from 'zod/mini';
import type { CheckpointArchive, CheckpointInPlace, CheckpointList } from '../../shared/checkpoint.ts';
import { parseContext } from '../../shared/selinux.ts';

/** A line of the Checkpoints table, whichever kind it is. */
export interface CheckpointRow {
  /** Unique over both kinds. */
  readonly key: string;
  readonly checkpoint: CheckpointArchive | CheckpointInPlace;
  /** The container that is frozen at it, also where it is an archive: one freeze is one line; null: none is. */
  readonly place: CheckpointInPlace | null;
  readonly container: string;
  readonly image: string;
  readonly createdAt: number;
  /** Null: in place, beside the container. */
  readonly sizeBytes: number | null;
  readonly runtime: string;
  /** Empty: none, or not known yet. */
  readonly selinuxType: string;
  readonly options: readonly string[];
  /** Why it can't be restored; null: nothing known against it. */
  readonly fault: string | null;
  /** Its engine doesn't answer: this is how it was. */
  readonly isStale: boolean;
  /** The same of what it says of the container: an archive itself needs no engine. */
  readonly isPlaceStale: boolean;
}

/** The options of a checkpoint that a restore has to know of. */
export function keptOptions(checkpoint: CheckpointArchive | CheckpointInPlace): string[] {
  return [
    ...(checkpoint.tcpEstablished ? ['TCP'] : []),
    ...(checkpoint.fileLocks ? ['locks'] : []),
    ...(checkpoint.kind === 'archive' && checkpoint.leftRunning ? ['left running'] : []),
  ];
}

/** By which the line of an archive is named. */
export const archiveKey = (archiveId: string): string => `archive/${archiveId}`;

/** By which the line of a container is named that is frozen in place alone. */
export const placeKey = (engineId: string, containerId: string): string => `place/${engineId}/${containerId}`;

/** What is known of engines and containers. */
export interface Surroundings {
  /** A container's process label; empty: none, or not known yet. */
  readonly labelOf: (engineId: string, containerId: string) => string;
  readonly isConnected: (engineId: string) => boolean;
}

function ofArchive(
  archive: CheckpointArchive,
  place: CheckpointInPlace | null,
  { isConnected }: Surroundings,
): CheckpointRow {
  const isPlaceStale = place !== null && !isConnected(place.engineId);
  const placeOptions = place === null ? [] : [isPlaceStale ? 'also in place (last known)' : 'also in place'];
  return {
    key: archiveKey(archive.id),
    checkpoint: archive,
    place,
    container: archive.containerName,
    image: archive.image,
    createdAt: archive.createdAt,
    sizeBytes: archive.sizeBytes,
    runtime: archive.ociRuntime,
    selinuxType: parseContext(archive.processLabel)?.type ?? '',
    options: [...keptOptions(archive), ...placeOptions],
    fault: archive.fault,
    isStale: false,
    isPlaceStale,
  };
}

function ofPlace(place: CheckpointInPlace, { labelOf, isConnected }: Surroundings): CheckpointRow {
  const isStale = !isConnected(place.engineId);
  return {
    key: placeKey(place.engineId, place.containerId),
    checkpoint: place,
    place,
    container: place.containerName,
    image: place.image,
    createdAt: place.createdAt,
    sizeBytes: null,
    runtime: place.ociRuntime,
    selinuxType: parseContext(labelOf(place.engineId, place.containerId))?.type ?? '',
    options: keptOptions(place),
    fault: null,
    isStale,
    isPlaceStale: isStale,
  };
}

export function checkpointRows({ archives, inPlace }: CheckpointList, around: Surroundings): CheckpointRow[] {
  const places = new Map(inPlace.map((place) => [place.archiveId, place]));
  const alone = inPlace.filter(({ archiveId }) => !archives.some(({ id }) => id === archiveId));
  return [
    ...archives.map((archive) => ofArchive(archive, places.get(archive.id) ?? null, around)),
    ...alone.map((place) => ofPlace(place, around)),
  ];
}

/** Those that hold every word somewhere in what is seen of them. */
export function filterRows(rows: readonly CheckpointRow[], words: string): CheckpointRow[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const place = row.checkpoint.kind === 'place' ? 'in place' : 'archive';
    const seen = [row.container, row.image, row.runtime, row.selinuxType, place, ...row.options, row.fault]
      .join('\n')
      .toLowerCase();
    return wanted.every((word) => seen.includes(word));
  });
}

export const sortColumn = z.enum(['container', 'image', 'selinuxType', 'createdAt', 'sizeBytes', 'runtime']);
export type SortColumn = z.infer<typeof sortColumn>;

export const sorting = z.object({ column: sortColumn, descending: z.boolean() });
export type Sorting = z.infer<typeof sorting>;

/** Sorted by one column; what has nothing there comes last either way, the newest first among equals. */
export function sortRows(rows: readonly CheckpointRow[], { column, descending }: Sorting): CheckpointRow[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [a[column], b[column]];
    if (x === y) return b.createdAt - a.createdAt;
    if (x === null || x === '') return 1;
    if (y === null || y === '') return -1;
    if (typeof x === 'number' && typeof y === 'number') return sign * (x - y);
    return sign * String(x).localeCompare(String(y));
  });
}
