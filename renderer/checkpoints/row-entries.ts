import { copyText } from '../state/clipboard.ts';
import type { MenuEntry } from '../ui/index.ts';
import type { CheckpointRow } from './rows.ts';

/** What can be done with a checkpoint: for its menu, its keys and its buttons alike. */
export interface RowActions {
  readonly restore: (row: CheckpointRow) => void;
  /** Of archives only. */
  readonly reveal: (row: CheckpointRow) => void;
  /** Of archives only. */
  readonly save: (row: CheckpointRow) => void;
  /** Deletes an archive; of one in place, says what would discard it. */
  readonly remove: (row: CheckpointRow) => void;
  /** Of those only at which a container is frozen. */
  readonly showContainer: (row: CheckpointRow) => void;
}

/** Why a checkpoint in place can't be deleted by itself. */
export const goesWithContainer = 'It goes with its container: start that afresh, or remove it';

/** The menu of a row. */
export function rowEntries(row: CheckpointRow, actions: RowActions): readonly MenuEntry[] {
  const { checkpoint, place, fault } = row;
  const restore: MenuEntry = {
    id: 'restore',
    text: 'Restore…',
    icon: 'restore',
    keys: 'Enter',
    disabled: fault === null ? undefined : 'It is faulty',
    run: () => actions.restore(row),
  };
  const container: MenuEntry = {
    id: 'container',
    text: 'Show container',
    icon: 'containers',
    run: () => actions.showContainer(row),
  };
  const first = place === null ? [restore] : [restore, container];
  const line: MenuEntry = { id: 'line-delete', separator: true };
  const remove: MenuEntry = {
    ...{ id: 'delete', text: 'Delete…', icon: 'trash', keys: 'Del', danger: true },
    run: () => actions.remove(row),
  };
  if (checkpoint.kind === 'place') return [...first, line, { ...remove, disabled: goesWithContainer }];
  const copyPath = (): void => void copyText(checkpoint.path);
  return [
    ...first,
    { id: 'line', separator: true },
    { id: 'reveal', text: 'Show file', icon: 'folder', run: () => actions.reveal(row) },
    { id: 'save', text: 'Save a copy…', icon: 'toEnd', run: () => actions.save(row) },
    { id: 'copy', text: 'Copy the path', icon: 'copy', run: copyPath },
    line,
    remove,
  ];
}
