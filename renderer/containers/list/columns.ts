/** The columns of the list. */
import { z } from 'zod/mini';

export const columnId = z.enum(['state', 'name', 'image', 'selinux', 'command', 'status', 'ports']);
export type ColumnId = z.infer<typeof columnId>;

interface Column {
  readonly id: ColumnId;
  readonly title: string;
  /** Its share of the room, until the user gives it a width: a CSS grid track. */
  readonly track: string;
}

/**
 * The least that each may have adds up to what a window of 1280 leaves beside the details: for a status that is
 * "Exited (137) 59 min ago", for ports "18080→80".
 */
export const columns: readonly Column[] = [
  { id: 'state', title: 'State', track: 'var(--state-column)' },
  { id: 'name', title: 'Name', track: 'minmax(108px, 1.4fr)' },
  { id: 'image', title: 'Image', track: 'minmax(92px, 1.4fr)' },
  { id: 'selinux', title: 'SELinux type', track: 'minmax(128px, 0.7fr)' },
  { id: 'command', title: 'Command', track: 'minmax(60px, 1.3fr)' },
  { id: 'status', title: 'Status', track: 'minmax(170px, 0.7fr)' },
  { id: 'ports', title: 'Ports', track: 'minmax(82px, 0.8fr)' },
];

/** Where SELinux is off its column has nothing to show but that. */
export const selinuxOff = { title: 'SELinux off', track: '84px' } as const;

/** Pixels, where the user has set them. */
export const columnWidths = z.partialRecord(columnId, z.number().check(z.minimum(40), z.maximum(2000)));
export type ColumnWidths = z.infer<typeof columnWidths>;

/** The grid's tracks. */
export function tracksOf(widths: ColumnWidths, isSelinuxOff: boolean): string {
  const tracks = columns.map(({ id, track }) => {
    if (widths[id] !== undefined) return `${widths[id]}px`;
    return id === 'selinux' && isSelinuxOff ? selinuxOff.track : track;
  });
  return tracks.join(' ');
}

export const sorting = z.object({ column: columnId, descending: z.boolean() });
export type Sorting = z.infer<typeof sorting>;
