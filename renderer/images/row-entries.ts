import { copyText } from '../state/clipboard.ts';
import type { MenuEntry } from '../ui/index.ts';
import type { ImageRow } from './rows.ts';

/** What can be done with images: for their menu, their keys and their buttons alike. */
export interface RowActions {
  readonly createOf: (row: ImageRow) => void;
  readonly rename: (row: ImageRow) => void;
  readonly remove: (rows: readonly ImageRow[]) => void;
}

/** The menu of what is selected. */
export function rowEntries(rows: readonly ImageRow[], actions: RowActions): readonly MenuEntry[] {
  const [row, ...others] = rows;
  if (row === undefined) return [];
  const disabled = others.length > 0 ? 'Of one image only' : undefined;
  const copyId = (): void => void copyText(rows.map(({ id }) => id).join('\n'));
  return [
    {
      ...{ id: 'create', text: 'Create container…', icon: 'plus', keys: 'Enter', disabled },
      run: () => actions.createOf(row),
    },
    { id: 'line', separator: true },
    { id: 'rename', text: 'Name…', icon: 'edit', keys: 'F2', disabled, run: () => actions.rename(row) },
    { id: 'copy', text: rows.length === 1 ? 'Copy the id' : 'Copy the ids', icon: 'copy', run: copyId },
    { id: 'line-remove', separator: true },
    {
      ...{ id: 'remove', text: 'Remove…', icon: 'trash', keys: 'Del', danger: true },
      run: () => actions.remove(rows),
    },
  ];
}
