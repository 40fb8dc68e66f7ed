import type { ReactNode } from 'react';
import { Cell, Column, Row, Table, TableBody, TableHeader } from 'react-aria-components';
import { cx, formatBytes, formatTime, Icon, plainText, splitImage } from '../ui/index.ts';
import shared from '../ui/Table.module.css';
import styles from './Checkpoints.module.css';
import { type CheckpointRow, type SortColumn, type Sorting, sortColumn } from './rows.ts';

const titles: Readonly<Record<ShownColumn, string>> = {
  container: 'Container',
  image: 'Image',
  createdAt: 'Made',
  sizeBytes: 'Size',
  runtime: 'OCI runtime',
  selinuxType: 'SELinux type',
  kept: 'Kept',
};

type ShownColumn = SortColumn | 'kept';

/** By worth, since in a narrow table the last ones are scrolled to. */
const byWorth: readonly ShownColumn[] = [
  'container',
  'createdAt',
  'sizeBytes',
  'selinuxType',
  'kept',
  'runtime',
  'image',
];
/** That SELinux is off is said last. */
const withoutTypes: readonly ShownColumn[] = [...byWorth.filter((column) => column !== 'selinuxType'), 'selinuxType'];

const dash = <span className={styles.dash}>–</span>;

function Image({ of }: { readonly of: string }) {
  const { name, place } = splitImage(of);
  return (
    <span title={plainText(of)}>
      {plainText(name)} <span className={styles.place}>{plainText(place)}</span>
    </span>
  );
}

/** What tells two checkpoints of one name apart. */
function nameTitle({ container, checkpoint }: CheckpointRow): string {
  const file = checkpoint.kind === 'archive' ? `\n${checkpoint.path}` : '';
  return `${plainText(container)}\nContainer ${checkpoint.containerId.slice(0, 12) || 'not known'}${file}`;
}

/** The names that containers of several ids have: there the id is shown, too. */
function namesOfSeveral(rows: readonly CheckpointRow[]): ReadonlySet<string> {
  const ids = new Map<string, string>();
  const several = new Set<string>();
  for (const { container, checkpoint } of rows) {
    const known = ids.get(container);
    if (known !== undefined && known !== checkpoint.containerId) several.add(container);
    ids.set(container, checkpoint.containerId);
  }
  return several;
}

function cellOf(row: CheckpointRow, column: ShownColumn, isTwin: boolean): ReactNode {
  switch (column) {
    case 'container':
      return (
        <>
          <span className={styles.name} title={nameTitle(row)}>
            {plainText(row.container)}
          </span>
          {isTwin && <span className={styles.twin}>{row.checkpoint.containerId.slice(0, 8)}</span>}
          {row.fault !== null && <span className={styles.fault}>faulty</span>}
        </>
      );
    case 'createdAt':
      return formatTime(row.createdAt);
    case 'sizeBytes':
      return row.sizeBytes === null ? <span className={styles.place}>in place</span> : formatBytes(row.sizeBytes);
    case 'image':
      return row.image === '' ? dash : <Image of={row.image} />;
    case 'runtime':
      return plainText(row.runtime) || dash;
    case 'kept':
      return row.options.length === 0 ? dash : <span title={row.options.join(', ')}>{row.options.join(', ')}</span>;
    case 'selinuxType':
      return row.selinuxType === '' ? dash : <span className={styles.code}>{plainText(row.selinuxType)}</span>;
  }
}

/** Archives and checkpoints in place; the chosen one is shown at the side. */
export function CheckpointsTable(props: {
  readonly rows: readonly CheckpointRow[];
  /** No engine has SELinux: its title says so once. */
  readonly isSelinuxOff: boolean;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
  readonly chosen: string | null;
  readonly onChoose: (key: string | null) => void;
  /** By Enter or a double click. */
  readonly onOpen: (key: string) => void;
}) {
  const { rows, isSelinuxOff, sorting, onSort, chosen, onChoose, onOpen } = props;
  const twins = namesOfSeveral(rows);
  const isUnlabelled = rows.every(({ selinuxType }) => selinuxType === '');
  const isOff = isUnlabelled && isSelinuxOff;
  const columns = isOff ? withoutTypes : byWorth;
  return (
    <Table
      aria-label="Checkpoints"
      data-unlabelled={isUnlabelled || undefined}
      data-selinux-off={isOff || undefined}
      className={cx(shared.table, shared.list, styles.table)}
      selectionMode="single"
      selectionBehavior="replace"
      selectedKeys={chosen === null ? [] : [chosen]}
      onSelectionChange={(keys) => {
        const [key] = keys === 'all' ? [] : keys;
        onChoose(key === undefined ? null : String(key));
      }}
      onRowAction={(key) => onOpen(String(key))}
      sortDescriptor={{ column: sorting.column, direction: sorting.descending ? 'descending' : 'ascending' }}
      onSortChange={({ column, direction }) => {
        const known = sortColumn.safeParse(column);
        if (known.success) onSort({ column: known.data, descending: direction === 'descending' });
      }}
    >
      <TableHeader>
        {columns.map((column) => (
          <Column
            key={column}
            id={column}
            data-column={column}
            allowsSorting={column !== 'kept'}
            isRowHeader={column === 'container'}
          >
            {({ sortDirection }) => (
              <span className={shared.sorted}>
                {isOff && column === 'selinuxType' ? 'SELinux off' : titles[column]}
                {sortDirection !== undefined && <Icon name={sortDirection === 'ascending' ? 'sortUp' : 'sortDown'} />}
              </span>
            )}
          </Column>
        ))}
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <Row
            key={row.key}
            id={row.key}
            textValue={plainText(row.container)}
            data-stale={row.isStale || undefined}
            data-faulty={row.fault !== null || undefined}
          >
            {columns.map((column) => (
              <Cell key={column} data-column={column}>
                {isOff && column === 'selinuxType' ? null : cellOf(row, column, twins.has(row.container))}
              </Cell>
            ))}
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
