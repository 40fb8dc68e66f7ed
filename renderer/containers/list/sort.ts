/** The order of the list. */
import type { ContainerSummary } from '../../../shared/container.ts';
import type { ColumnId, Sorting } from './columns.ts';
import type { TypeOf } from './filter.ts';
import { type ShownState, shownState, wordsOf } from './words.ts';

type Compare = (a: ContainerSummary, b: ContainerSummary) => number;

const { compare: compareTexts } = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** What needs an eye first. */
const ranks: Readonly<Record<ShownState, number>> = {
  running: 0,
  stopping: 1,
  paused: 2,
  frozen: 3,
  initialized: 4,
  created: 5,
  exited: 6,
  stopped: 6,
  removing: 7,
  unknown: 8,
};

const byName: Compare = (a, b) => compareTexts(a.name, b.name) || (a.id < b.id ? -1 : 1);
const byState: Compare = (a, b) => ranks[shownState(a)] - ranks[shownState(b)];

/** When it came into the state it is in. */
function since({ startedAt, exitedAt, createdAt }: ContainerSummary): number {
  return exitedAt ?? startedAt ?? createdAt;
}

function comparing(column: ColumnId, typeOf: TypeOf): Compare {
  switch (column) {
    case 'state':
      return byState;
    case 'name':
      return byName;
    case 'image':
      return (a, b) => compareTexts(wordsOf(a).imageName, wordsOf(b).imageName);
    case 'selinux':
      return (a, b) => compareTexts(typeOf(a.id), typeOf(b.id));
    case 'command':
      return (a, b) => compareTexts(wordsOf(a).command, wordsOf(b).command);
    case 'status':
      return (a, b) => byState(a, b) || since(b) - since(a);
    case 'ports':
      return (a, b) => (a.ports[0]?.hostPort ?? 99_999) - (b.ports[0]?.hostPort ?? 99_999);
  }
}

export type Sorter = (
  containers: ReadonlyMap<string, ContainerSummary>,
  sorting: Sorting,
  typeOf: TypeOf,
) => readonly ContainerSummary[];

/** A sorter that begins with its last order, so that one changed row among thousands costs one pass. */
export function createSorter(): Sorter {
  let last: readonly ContainerSummary[] = [];
  return (containers, { column, descending }, typeOf) => {
    const compare = comparing(column, typeOf);
    const turn = descending ? -1 : 1;
    const there = new Set<string>();
    const rows: ContainerSummary[] = [];
    for (const { id } of last) {
      const container = containers.get(id);
      if (container === undefined) continue;
      rows.push(container);
      there.add(id);
    }
    for (const container of containers.values()) if (!there.has(container.id)) rows.push(container);
    rows.sort((a, b) => turn * compare(a, b) || byName(a, b));
    last = rows;
    return rows;
  };
}
