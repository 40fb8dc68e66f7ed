import type { ReactNode } from 'react';
import { Cell, Column, Row, Table, TableBody, TableHeader, TableLayout, Virtualizer } from 'react-aria-components';
import { formatBytes, formatTime, Icon, plainText } from '../ui/index.ts';
import shared from '../ui/Table.module.css';
import styles from './Images.module.css';
import { type ImageRow, type SortColumn, type Sorting, shortId, sortColumn } from './rows.ts';

const titles: Readonly<Record<SortColumn, string>> = {
  name: 'Name',
  users: 'Used by',
  sizeBytes: 'Size',
  createdAt: 'Created',
  id: 'Id',
};

/** Pixels, or a share of what is left. */
const widths = {
  name: { width: '1fr', minWidth: 190 },
  users: { width: '0.5fr', minWidth: 96 },
  sizeBytes: { width: 88 },
  createdAt: { width: 168 },
  id: { width: 118 },
} as const;
const lines = { rowHeight: 28, headingHeight: 28 };

const dash = <span className={styles.quiet}>–</span>;

function Name({ row: { name, place, names } }: { readonly row: ImageRow }) {
  if (name === '') return <span className={styles.quiet}>no name</span>;
  return (
    <span title={names.map(plainText).join('\n')}>
      <span className={styles.name}>{plainText(name)}</span> <span className={styles.quiet}>{plainText(place)}</span>
      {names.length > 1 && <span className={styles.more}>+{names.length - 1}</span>}
    </span>
  );
}

function cellOf(row: ImageRow, column: SortColumn): ReactNode {
  switch (column) {
    case 'name':
      return <Name row={row} />;
    case 'users':
      return row.users.length === 0 ? dash : <Users names={row.users} />;
    case 'sizeBytes':
      return formatBytes(row.sizeBytes);
    case 'createdAt':
      return formatTime(row.createdAt);
    case 'id':
      return <span className={styles.code}>{shortId(row.id)}</span>;
  }
}

function Users({ names }: { readonly names: readonly string[] }) {
  const plain = names.map(plainText);
  return (
    <span title={plain.join('\n')}>
      <span className={styles.count}>{names.length}</span> <span className={styles.quiet}>{plain.join(', ')}</span>
    </span>
  );
}

/** An engine's images, of which only those in view exist; the details of one that is selected alone are at the side. */
export function ImagesTable(props: {
  readonly rows: readonly ImageRow[];
  readonly isStale: boolean;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (ids: readonly string[]) => void;
  /** By Enter or a double click. */
  readonly onOpen: (id: string) => void;
}) {
  const { rows, isStale, sorting, onSort, selected, onSelect, onOpen } = props;
  return (
    <Virtualizer layout={TableLayout} layoutOptions={lines}>
      <Table
        aria-label="Images"
        className={styles.table ?? ''}
        data-stale={isStale || undefined}
        selectionMode="multiple"
        selectionBehavior="replace"
        selectedKeys={selected}
        onSelectionChange={(keys) => onSelect(keys === 'all' ? rows.map(({ id }) => id) : [...keys].map(String))}
        onRowAction={(key) => onOpen(String(key))}
        sortDescriptor={{ column: sorting.column, direction: sorting.descending ? 'descending' : 'ascending' }}
        onSortChange={({ column, direction }) => {
          const known = sortColumn.safeParse(column);
          if (known.success) onSort({ column: known.data, descending: direction === 'descending' });
        }}
      >
        <TableHeader>
          {sortColumn.options.map((column) => (
            <Column key={column} id={column} {...widths[column]} allowsSorting isRowHeader={column === 'name'}>
              {({ sortDirection }) => (
                <span className={shared.sorted}>
                  {titles[column]}
                  {sortDirection !== undefined && <Icon name={sortDirection === 'ascending' ? 'sortUp' : 'sortDown'} />}
                </span>
              )}
            </Column>
          ))}
        </TableHeader>
        <TableBody items={rows}>
          {(row) => (
            <Row id={row.id} textValue={plainText(row.name)}>
              {sortColumn.options.map((column) => (
                <Cell key={column} data-column={column}>
                  {cellOf(row, column)}
                </Cell>
              ))}
            </Row>
          )}
        </TableBody>
      </Table>
    </Virtualizer>
  );
}
