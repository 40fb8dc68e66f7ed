import { useEffect, useMemo, useState } from 'react';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import { addArchive, followCheckpoints, loadCheckpoints, revealArchive, useCheckpoints } from '../state/checkpoints.ts';
import { Button, ErrorNotice, SearchField } from '../ui/index.ts';
import { CheckpointAside } from './CheckpointAside.tsx';
import styles from './Checkpoints.module.css';
import { CheckpointsEmpty } from './CheckpointsEmpty.tsx';
import { CheckpointsTable } from './CheckpointsTable.tsx';
import { DeleteDialog } from './DeleteDialog.tsx';
import { EnginesRefusal } from './EnginesRefusal.tsx';
import { RestoreDialog } from './RestoreDialog.tsx';
import { type CheckpointRow, checkpointRows, filterRows, type Sorting, sortRows } from './rows.ts';

type Asked = { readonly what: 'restore' | 'delete'; readonly row: CheckpointRow };

/** An action's failure, shown over the table until the next one. */
function useActions() {
  const [error, setError] = useState<ErrorData | null>(null);
  async function act(action: () => Promise<unknown>): Promise<void> {
    setError(null);
    try {
      await action();
    } catch (thrown) {
      setError(toErrorData(thrown));
    }
  }
  return { error, act, forget: () => setError(null) };
}

function Toolbar(props: {
  readonly words: string;
  readonly onWordsChange: (words: string) => void;
  readonly count: string;
  readonly onAdd: () => void;
}) {
  return (
    <div className={styles.toolbar} role="toolbar" aria-label="Checkpoints">
      <SearchField
        label="Filter the checkpoints"
        placeholder="Filter"
        value={props.words}
        onChange={props.onWordsChange}
      />
      <span className={styles.quiet}>{props.count}</span>
      <span className={styles.gap} />
      <Button onPress={props.onAdd}>Add archive…</Button>
    </div>
  );
}

function countWords(shown: number, all: number): string {
  if (all === 0) return '';
  return shown === all ? `${all}` : `${shown} of ${all}`;
}

/** All checkpoints: archives in the catalogue, and containers that are frozen in place. */
export function CheckpointsScreen() {
  useEffect(followCheckpoints, []);
  const list = useCheckpoints((state) => state.list);
  const error = useCheckpoints((state) => state.error);
  const [words, setWords] = useState('');
  const [sorting, setSorting] = useState<Sorting>({ column: 'createdAt', descending: true });
  const [chosen, setChosen] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const actions = useActions();

  const all = useMemo(() => (list === null ? [] : checkpointRows(list)), [list]);
  const rows = useMemo(() => sortRows(filterRows(all, words), sorting), [all, words, sorting]);
  const row = all.find(({ key }) => key === chosen) ?? null;

  const add = (): void =>
    void actions.act(async () => {
      const id = await addArchive();
      if (id !== null) setChosen(`archive/${id}`);
    });
  const reveal = ({ checkpoint }: CheckpointRow): void => {
    if (checkpoint.kind === 'archive') void actions.act(() => revealArchive(checkpoint.id));
  };
  const ask = (key: string): void => {
    const found = all.find((candidate) => candidate.key === key);
    if (found !== undefined && found.fault === null) setAsked({ what: 'restore', row: found });
  };

  return (
    <div className={styles.screen}>
      <div className={styles.main}>
        <Toolbar words={words} onWordsChange={setWords} count={countWords(rows.length, all.length)} onAdd={add} />
        <EnginesRefusal />
        {error !== null && <ErrorNotice error={error} onRetry={() => void loadCheckpoints()} />}
        {actions.error !== null && <ErrorNotice error={actions.error} onDismiss={actions.forget} />}
        {list !== null && all.length === 0 && <CheckpointsEmpty onAdd={add} />}
        {all.length > 0 && rows.length === 0 && <p className={styles.nothing}>No checkpoint has these words.</p>}
        {rows.length > 0 && (
          <div className={styles.tablePlace}>
            <CheckpointsTable
              rows={rows}
              sorting={sorting}
              onSort={setSorting}
              chosen={chosen}
              onChoose={setChosen}
              onOpen={ask}
            />
          </div>
        )}
      </div>
      {row !== null && (
        <CheckpointAside
          row={row}
          onRestore={() => setAsked({ what: 'restore', row })}
          onReveal={() => reveal(row)}
          onDelete={() => setAsked({ what: 'delete', row })}
          onClose={() => setChosen(null)}
        />
      )}
      {asked?.what === 'restore' && <RestoreDialog checkpoint={asked.row.checkpoint} onClose={() => setAsked(null)} />}
      {asked?.what === 'delete' && asked.row.checkpoint.kind === 'archive' && (
        <DeleteDialog archive={asked.row.checkpoint} onClose={() => setAsked(null)} />
      )}
    </div>
  );
}
