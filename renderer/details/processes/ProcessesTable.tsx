import { useMemo, useState } from 'react';
import type { ProcessTable } from '../../../shared/container.ts';
import { plainText } from '../../ui/index.ts';
import styles from './Processes.module.css';
import { isNumeric, type ProcessSorting, sortProcesses } from './sort.ts';

function next(sorting: ProcessSorting | null, column: number): ProcessSorting | null {
  if (sorting?.column !== column) return { column, descending: false };
  return sorting.descending ? null : { column, descending: true };
}

function ariaSort(sorting: ProcessSorting | null, column: number) {
  if (sorting?.column !== column) return 'none';
  return sorting.descending ? 'descending' : 'ascending';
}

/** The table as the engine gave it; a press on a title sorts by it, up, down, and back to the engine's order. */
export function ProcessesTable({ table }: { readonly table: ProcessTable }) {
  const [sorting, setSorting] = useState<ProcessSorting | null>(null);
  const rows = useMemo(() => sortProcesses(table, sorting), [table, sorting]);
  const numeric = useMemo(() => table.titles.map((_, column) => isNumeric(table, column)), [table]);
  const pidColumn = table.titles.findIndex((title) => title.toUpperCase() === 'PID');
  return (
    // Wide tables scroll sideways, with the keyboard too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className={styles.scroll} tabIndex={0} aria-label="Processes">
      <table className={styles.table}>
        <thead>
          <tr>
            {table.titles.map((title, column) => (
              <th
                key={title}
                scope="col"
                aria-sort={ariaSort(sorting, column)}
                data-numeric={numeric[column] || undefined}
              >
                <button type="button" onClick={() => setSorting((before) => next(before, column))}>
                  {title}
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
              {row.map((cell, column) => (
                <td key={table.titles[column]} data-numeric={numeric[column] || undefined} title={plainText(cell)}>
                  {plainText(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
