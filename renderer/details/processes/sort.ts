import type { ProcessTable } from '../../../shared/container.ts';

export interface ProcessSorting {
  readonly column: number;
  readonly descending: boolean;
}

/** Go's way of writing a duration, as podman's ELAPSED and TIME have it: `1h2m3.5s`. */
const duration = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?$/;

/** A cell as a number where it is one: 12, 0.5, 12%, 3m2.5s; else null. */
export function numberOf(cell: string): number | null {
  if (/^\d+(\.\d+)?%?$/.test(cell)) return Number.parseFloat(cell);
  const match = cell === '' ? null : duration.exec(cell);
  if (match === null) return null;
  const [, hours = '0', minutes = '0', seconds = '0'] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function compareCells(a: string, b: string): number {
  const [x, y] = [numberOf(a), numberOf(b)];
  return x !== null && y !== null ? x - y : a.localeCompare(b);
}

/** Durations as a clock has them, `1:08`, shares with one decimal, the rest as it was told: nobody reads nanoseconds. */
export function shortCell(cell: string): string {
  if (/^\d+\.\d{2,}%?$/.test(cell)) return Number.parseFloat(cell).toFixed(1);
  if (!/[hms]$/.test(cell) || !duration.test(cell)) return cell;
  const seconds = Math.floor(numberOf(cell) ?? 0);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (value: number): string => `${value}`.padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Words as other tables have them; what is short for something stays as it is. */
export function titleWords(title: string): string {
  if (title === '%CPU') return 'CPU %';
  return /^(?=.*[AEIOU])[A-Z]{4,}$/.test(title) && !/PID$/.test(title)
    ? title.charAt(0) + title.slice(1).toLowerCase()
    : title;
}

/**
 * The columns as they are shown: what runs is named beside its number, where it is seen in a narrow pane, too. Terminals
 * stand there where there are any.
 */
export function columnOrder({ titles, rows }: ProcessTable): readonly number[] {
  const indexOf = (wanted: string): number => titles.findIndex((title) => title.toUpperCase() === wanted);
  const [pid, command] = [indexOf('PID'), indexOf('COMMAND')];
  const terminal = indexOf('TTY');
  const hasTerminals = rows.some((row) => row[terminal] !== '?');
  const isShown = (column: number): boolean => column !== command && (column !== terminal || hasTerminals);
  const order = titles.map((_, column) => column).filter(isShown);
  if (command >= 0) order.splice(order.indexOf(pid) + 1 || order.length, 0, command);
  return order;
}

/** The rows in the order of one column; as the engine gave them where none is chosen. */
export function sortProcesses(table: ProcessTable, sorting: ProcessSorting | null): readonly (readonly string[])[] {
  if (sorting === null) return table.rows;
  const { column, descending } = sorting;
  const sign = descending ? -1 : 1;
  return [...table.rows].sort((a, b) => sign * compareCells(a[column] ?? '', b[column] ?? ''));
}

/** Whether every cell of a column is a number, so that it is set to the right. */
export function isNumeric(table: ProcessTable, column: number): boolean {
  return table.rows.length > 0 && table.rows.every((row) => numberOf(row[column] ?? '') !== null);
}
