/** The columns of the list. */
import { z } from 'zod';

export const columnId = z.enum(['state', 'name', 'image', 'selinux', 'command', 'status', 'ports']);
export type ColumnId = z.infer<typeof columnId>;

interface Column {
  readonly id: ColumnId;
  readonly title: string;
  /** Its share of the room, until the user gives it a width: a CSS grid track. */
  readonly track: string;
}

export const columns: readonly Column[] = [
  { id: 'state', title: 'State', track: 'var(--state-column)' },
  { id: 'name', title: 'Name', track: 'minmax(112px, 1.3fr)' },
  { id: 'image', title: 'Image', track: 'minmax(112px, 1.5fr)' },
  { id: 'selinux', title: 'SELinux type', track: 'minmax(118px, 0.9fr)' },
  { id: 'command', title: 'Command', track: 'minmax(84px, 1.2fr)' },
  { id: 'status', title: 'Status', track: 'minmax(132px, 1fr)' },
  { id: 'ports', title: 'Ports', track: 'minmax(72px, 0.8fr)' },
];

/** Pixels, where the user has set them. */
export const columnWidths = z.partialRecord(columnId, z.number().min(40).max(2000));
export type ColumnWidths = z.infer<typeof columnWidths>;

export function tracksOf(widths: ColumnWidths): string {
  return columns.map(({ id, track }) => (widths[id] === undefined ? track : `${widths[id]}px`)).join(' ');
}

export const sorting = z.object({ column: columnId, descending: z.boolean() });
export type Sorting = z.infer<typeof sorting>;
