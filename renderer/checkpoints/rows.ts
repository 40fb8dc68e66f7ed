import type { CheckpointArchive, CheckpointInPlace, CheckpointList } from '../../shared/checkpoint.ts';
import { parseContext } from '../../shared/selinux.ts';

/** A line of the Checkpoints table, whichever kind it is. */
export interface CheckpointRow {
  /** Unique over both kinds. */
  readonly key: string;
  readonly checkpoint: CheckpointArchive | CheckpointInPlace;
  readonly container: string;
  readonly image: string;
  readonly createdAt: number;
  /** Null: in place, beside the container. */
  readonly sizeBytes: number | null;
  /** Null: the container itself knows. */
  readonly runtime: string | null;
  /** Empty: no label; null: the container itself knows. */
  readonly selinuxType: string | null;
  readonly options: readonly string[];
  readonly fault: string | null;
}

/** The options of a checkpoint that a restore has to know of. */
export function keptOptions(archive: CheckpointArchive): string[] {
  return [
    ...(archive.tcpEstablished ? ['TCP'] : []),
    ...(archive.fileLocks ? ['locks'] : []),
    ...(archive.leftRunning ? ['left running'] : []),
  ];
}

function ofArchive(archive: CheckpointArchive): CheckpointRow {
  return {
    key: `archive/${archive.id}`,
    checkpoint: archive,
    container: archive.containerName,
    image: archive.image,
    createdAt: archive.createdAt,
    sizeBytes: archive.sizeBytes,
    runtime: archive.ociRuntime,
    selinuxType: parseContext(archive.processLabel)?.type ?? '',
    options: keptOptions(archive),
    fault: archive.fault,
  };
}

function ofPlace(place: CheckpointInPlace): CheckpointRow {
  return {
    key: `place/${place.engineId}/${place.containerId}`,
    checkpoint: place,
    container: place.containerName,
    image: place.image,
    createdAt: place.createdAt,
    sizeBytes: null,
    runtime: null,
    selinuxType: null,
    options: [],
    fault: null,
  };
}

export function checkpointRows(list: CheckpointList): CheckpointRow[] {
  return [...list.archives.map(ofArchive), ...list.inPlace.map(ofPlace)];
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

export type SortColumn = 'container' | 'image' | 'createdAt' | 'sizeBytes' | 'runtime' | 'selinuxType';
export interface Sorting {
  readonly column: SortColumn;
  readonly descending: boolean;
}

/** Sorted by one column; what has nothing there comes last either way, the newest first among equals. */
export function sortRows(rows: readonly CheckpointRow[], { column, descending }: Sorting): CheckpointRow[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [a[column], b[column]];
    if (x === y) return b.createdAt - a.createdAt;
    if (x === null) return 1;
    if (y === null) return -1;
    if (typeof x === 'number' && typeof y === 'number') return sign * (x - y);
    return sign * String(x).localeCompare(String(y));
  });
}
