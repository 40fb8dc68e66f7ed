import { z } from 'zod/mini';
import type { ContainerSummary } from '../../shared/container.ts';
import type { ImageSummary } from '../../shared/image.ts';
import { splitImage } from '../ui/index.ts';

/** A line of the Images table: an image, by whatever names it goes. */
export interface ImageRow {
  readonly id: string;
  readonly names: readonly string[];
  /** The last part of its first name, with the tag; empty: it has none. */
  readonly name: string;
  /** The registry and folders before that. */
  readonly place: string;
  readonly sizeBytes: number;
  readonly createdAt: number;
  /** The names of the containers that are made of it. */
  readonly users: readonly string[];
}

export const shortId = (id: string): string => id.slice(0, 12);

/** What an image is called where it stands alone. */
export const calledAs = ({ id, names }: Pick<ImageRow, 'id' | 'names'>): string => names[0] ?? shortId(id);

/** Names of containers by the image that they are made of. */
export function usersOf(containers: ReadonlyMap<string, ContainerSummary>): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  for (const { imageId, name } of containers.values()) {
    const id = imageId.replace(/^sha256:/, '');
    const names = users.get(id);
    if (names === undefined) users.set(id, [name]);
    else names.push(name);
  }
  return users;
}

export function imageRows(
  images: readonly ImageSummary[],
  users: ReadonlyMap<string, readonly string[]>,
): readonly ImageRow[] {
  return images.map(({ id, names, sizeBytes, createdAt }) => {
    const sorted = names.toSorted();
    const { name, place } = splitImage(sorted[0] ?? '');
    return { id, names: sorted, name, place, sizeBytes, createdAt, users: (users.get(id) ?? []).toSorted() };
  });
}

/** Those that hold every word somewhere in their names, their id or the names of their containers. */
export function filterRows(rows: readonly ImageRow[], words: string): readonly ImageRow[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return rows;
  return rows.filter(({ id, names, users }) => {
    const use = users.length === 0 ? 'is:unused' : 'is:used';
    const seen = [id, ...names, ...users, use, ...(names.length === 0 ? ['is:nameless'] : [])].join('\n').toLowerCase();
    return wanted.every((word) => seen.includes(word));
  });
}

export const sortColumn = z.enum(['name', 'users', 'sizeBytes', 'createdAt', 'id']);
export type SortColumn = z.infer<typeof sortColumn>;

export const sorting = z.object({ column: sortColumn, descending: z.boolean() });
export type Sorting = z.infer<typeof sorting>;

const { compare } = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

type Compare = (a: ImageRow, b: ImageRow) => number;

/** Nameless ones come last among names, whichever way. */
const byColumn: Readonly<Record<Exclude<SortColumn, 'name'>, Compare>> = {
  users: (a, b) => a.users.length - b.users.length,
  sizeBytes: (a, b) => a.sizeBytes - b.sizeBytes,
  createdAt: (a, b) => a.createdAt - b.createdAt,
  id: (a, b) => compare(a.id, b.id),
};

export function sortRows(rows: readonly ImageRow[], { column, descending }: Sorting): readonly ImageRow[] {
  const turn = descending ? -1 : 1;
  const byName: Compare = (a, b) => compare(a.name, b.name) || compare(a.place, b.place);
  const first: Compare = column === 'name' ? byName : byColumn[column];
  return rows.toSorted((a, b) => {
    if (column === 'name' && (a.name === '') !== (b.name === '')) return a.name === '' ? 1 : -1;
    return turn * first(a, b) || byName(a, b) || compare(a.id, b.id);
  });
}
