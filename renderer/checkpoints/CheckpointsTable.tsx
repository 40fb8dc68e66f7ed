import { Cell, Column, Row, Table, TableBody, TableHeader } from 'react-aria-components';
import { formatBytes, formatTime } from '../ui/index.ts';
import styles from './Checkpoints.module.css';
import type { CheckpointRow, SortColumn, Sorting } from './rows.ts';

const titles: Readonly<Record<SortColumn, string>> = {
  container: 'Container',
  image: 'Image',
  createdAt: 'Made',
  sizeBytes: 'Size',
  runtime: 'Runtime',
  selinuxType: 'SELinux type',
};
const columns: readonly SortColumn[] = ['container', 'image', 'createdAt', 'sizeBytes', 'runtime', 'selinuxType'];

function isSortColumn(id: unknown): id is SortColumn {
  return columns.some((column) => column === id);
}

function Dash({ title }: { readonly title?: string }) {
  return (
    <span className={styles.dash} title={title}>
      –
    </span>
  );
}

function cellOf(row: CheckpointRow, column: SortColumn) {
  switch (column) {
    case 'container':
      return (
        <span className={styles.name}>
          {row.container}
          {row.fault !== null && <span className={styles.fault}>faulty</span>}
        </span>
      );
    case 'createdAt':
      return formatTime(row.createdAt);
    case 'sizeBytes':
      return row.sizeBytes === null ? <span className={styles.place}>in place</span> : formatBytes(row.sizeBytes);
    case 'image':
      return row.image;
    case 'runtime':
      return row.runtime ?? <Dash />;
    case 'selinuxType':
      return row.selinuxType || <Dash />;
  }
}

/** Archives and checkpoints in place; the chosen one is shown at the side. */
export function CheckpointsTable(props: {
  readonly rows: readonly CheckpointRow[];
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
  readonly chosen: string | null;
  readonly onChoose: (key: string | null) => void;
  readonly onOpen: (key: string) => void;
}) {
  const { rows, sorting, onSort, chosen, onChoose, onOpen } = props;
  return (
    <Table
      aria-label="Checkpoints"
      className={styles.table ?? ''}
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
        if (isSortColumn(column)) onSort({ column, descending: direction === 'descending' });
      }}
    >
      <TableHeader>
        {columns.map((column) => (
          <Column key={column} id={column} allowsSorting isRowHeader={column === 'container'}>
            {({ sortDirection }) => (
              <span className={styles.title} data-numeric={column === 'sizeBytes' || undefined}>
                {titles[column]}
                <span aria-hidden="true" className={styles.arrow}>
                  {sortDirection === undefined ? '' : sortDirection === 'ascending' ? '↑' : '↓'}
                </span>
              </span>
            )}
          </Column>
        ))}
        <Column id="options">Options</Column>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.key} id={row.key} data-faulty={row.fault !== null || undefined} textValue={row.container}>
            {columns.map((column) => (
              <Cell key={column} data-column={column}>
                {cellOf(row, column)}
              </Cell>
            ))}
            <Cell>{row.options.length === 0 ? <Dash /> : row.options.join(', ')}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
