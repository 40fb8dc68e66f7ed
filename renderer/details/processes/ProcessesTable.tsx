import { useMemo, useState } from 'react';
import type { ProcessTable } from '../../../shared/container.ts';
import { cx, plainLine } from '../../ui/index.ts';
import shared from '../../ui/Table.module.css';
import styles from './Processes.module.css';
import { columnOrder, isNumeric, type ProcessSorting, shortCell, sortProcesses, titleWords } from './sort.ts';

function next(sorting: ProcessSorting | null, column: number): ProcessSorting | null {
  if (sorting?.column !== column) return { column, descending: false };
  return sorting.descending ? null : { column, descending: true };
}

function ariaSort(sorting: ProcessSorting | null, column: number) {
  if (sorting?.column !== column) return 'none';
  return sorting.descending ? 'descending' : 'ascending';
}

/** What the engine tells, the command beside its number; a press on a title sorts by it, up, down, and back to the engine's order. */
export function ProcessesTable({ table }: { readonly table: ProcessTable }) {
  const [sorting, setSorting] = useState<ProcessSorting | null>(null);
  const rows = useMemo(() => sortProcesses(table, sorting), [table, sorting]);
  const numeric = useMemo(() => table.titles.map((_, column) => isNumeric(table, column)), [table]);
  const order = useMemo(() => columnOrder(table), [table]);
  const pidColumn = table.titles.findIndex((title) => title.toUpperCase() === 'PID');
  return (
    // Wide tables scroll sideways, with the keyboard too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className={styles.scroll} tabIndex={0} aria-label="Processes">
      <table className={cx(shared.table, styles.table)}>
        <thead>
          <tr>
            {order.map((column) => (
              <th
                key={table.titles[column]}
                scope="col"
                aria-sort={ariaSort(sorting, column)}
                data-numeric={numeric[column] || undefined}
                data-title={table.titles[column]}
              >
                <button type="button" onClick={() => setSorting((before) => next(before, column))}>
                  {titleWords(table.titles[column] ?? '')}
                  <span aria-hidden="true" className={styles.arrow}>
                    {sorting?.column === column ? (sorting.descending ? '↓' : '↑') : ''}
                  </span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row[pidColumn] ?? index}>
              {order.map((column) => {
                const [title = '', cell = ''] = [table.titles[column], row[column]];
                return (
                  <td
                    key={title}
                    data-numeric={numeric[column] || undefined}
                    data-title={title}
                    title={plainLine(cell)}
                  >
                    {plainLine(shortCell(cell))}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
