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

const selinux: Column = { id: 'selinux', title: 'SELinux type', track: 'minmax(128px, 0.7fr)' };
/** It has nothing to show but that: it comes last, and takes what its title needs. */
const selinuxOff: Column = { id: 'selinux', title: 'SELinux off', track: '84px' };
const whole: readonly Column[] = [
  { id: 'state', title: 'State', track: 'var(--state-column)' },
  { id: 'name', title: 'Name', track: 'minmax(var(--name-least), 1.8fr)' },
  { id: 'status', title: 'Status', track: 'minmax(166px, 0.7fr)' },
  { id: 'image', title: 'Image', track: 'minmax(84px, 1.2fr)' },
  selinux,
  { id: 'command', title: 'Command', track: 'var(--command-track)' },
  { id: 'ports', title: 'Ports', track: 'minmax(82px, 0.8fr)' },
];
const withoutTypes: readonly Column[] = [...whole.filter((column) => column !== selinux), selinuxOff];

/**
 * By worth, since in a narrow list the last ones are scrolled to. The least that each may have adds up to what a window
 * of 1280 leaves beside the details, without the command there, and up to the status to what one of 1000 does: for a
 * status that is "Killed (137) 59 min ago", for ports "18080→80".
 */
export function columnsOf(isSelinuxOff: boolean): readonly Column[] {
  return isSelinuxOff ? withoutTypes : whole;
}

/** Pixels, where the user has set them. */
export const columnWidths = z.partialRecord(columnId, z.number().check(z.minimum(40), z.maximum(2000)));
export type ColumnWidths = z.infer<typeof columnWidths>;

/** The grid's tracks. */
export function tracksOf(widths: ColumnWidths, isSelinuxOff: boolean): string {
  const tracks = columnsOf(isSelinuxOff).map(({ id, track }) => {
    const width = widths[id];
    return width === undefined ? track : `${width}px`;
  });
  return tracks.join(' ');
}

export const sorting = z.object({ column: columnId, descending: z.boolean() });
export type Sorting = z.infer<typeof sorting>;
