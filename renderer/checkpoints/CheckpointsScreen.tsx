import { useEffect, useMemo, useState } from 'react';
import { followCheckpoints, loadCheckpoints, revealArchive, useCheckpoints } from '../state/checkpoints.ts';
import { chooseEngine, useEngineList } from '../state/engines.ts';
import { chooseCheckpoint, showContainer, useNavigation } from '../state/navigation.ts';
import { addArchive, saveArchive } from '../state/operations.ts';
import { clearRemark, remark, useRemarkHere } from '../state/remarks.ts';
import {
  Button,
  EmptyState,
  ErrorNotice,
  land,
  plainText,
  Remark,
  Screen,
  ScreenFilter,
  ScreenNotices,
  SplitPane,
  TablePlace,
  useAct,
  useRemembered,
  Waiting,
} from '../ui/index.ts';
import { CheckpointAside } from './CheckpointAside.tsx';
import styles from './Checkpoints.module.css';
import { CheckpointsTable } from './CheckpointsTable.tsx';
import { DeleteDialog } from './DeleteDialog.tsx';
import { EnginesRefusal } from './EnginesRefusal.tsx';
import { RestoreDialog } from './RestoreDialog.tsx';
import { goesWithContainer, type RowActions, rowEntries } from './row-entries.ts';
import { archiveKey, type CheckpointRow, filterRows, sorting as sortingShape, sortRows } from './rows.ts';
import { UnderWay } from './UnderWay.tsx';
import { UnreadEngines } from './UnreadEngines.tsx';
import { useCheckpointRows } from './use-checkpoint-rows.ts';

type Asked = { readonly what: 'restore' | 'delete'; readonly row: CheckpointRow };

/** All checkpoints: archives in the catalogue, and containers that are frozen in place. */
export function CheckpointsScreen() {
  useEffect(followCheckpoints, []);
  const all = useCheckpointRows();
  const error = useCheckpoints((state) => state.error);
  const engines = useEngineList();
  const isSelinuxOff = engines.length > 0 && engines.every(({ info }) => info?.selinuxEnabled === false);
  const [words, setWords] = useState('');
  const [sorting, setSorting] = useRemembered('checkpoints.order', sortingShape, {
    column: 'createdAt',
    descending: true,
  });
  const chosen = useNavigation((state) => state.checkpoint);
  const [asked, setAsked] = useState<Asked | null>(null);
  const remarked = useRemarkHere();
  const adding = useAct();
  const acting = useAct();
  const rows = useMemo(() => sortRows(filterRows(all ?? [], words), sorting), [all, words, sorting]);
  const keys = useMemo(() => rows.map(({ key }) => key), [rows]);
  const row = rows.find(({ key }) => key === chosen) ?? null;
  const filter = (next: string): void => {
    setWords(next);
    // What it hides isn't selected any more.
    if (row !== null && filterRows([row], next).length === 0) chooseCheckpoint(null);
  };
  const toFirst = (): void => {
    chooseCheckpoint(keys[0] ?? null);
    land();
  };
  function withRow<T>(key: string, act: (of: CheckpointRow) => T): T | undefined {
    const of = rows.find((each) => each.key === key);
    return of === undefined ? undefined : act(of);
  }

  const add = (): void =>
    void adding.act(async () => {
      acting.forget();
      const id = await addArchive();
      if (id !== null) chooseCheckpoint(archiveKey(id));
    });
  /** What was said of the action before goes with the next one. */
  const begin = (): void => {
    clearRemark();
    adding.forget();
    acting.forget();
  };
  const actions: RowActions = {
    restore: (of) => {
      begin();
      if (of.fault === null) setAsked({ what: 'restore', row: of });
    },
    remove: (of) => {
      begin();
      if (of.checkpoint.kind === 'archive') setAsked({ what: 'delete', row: of });
      else remark(`The checkpoint of ${plainText(of.container)} can’t be deleted by itself. ${goesWithContainer}.`);
    },
    reveal: ({ checkpoint }) => {
      begin();
      if (checkpoint.kind === 'archive') void acting.act(() => revealArchive(checkpoint.id));
    },
    save: ({ checkpoint, container }) => {
      if (checkpoint.kind !== 'archive') return;
      begin();
      void acting.act(async () => {
        const path = await saveArchive(checkpoint.id, plainText(container));
        if (path !== null) remark(`The copy is saved: ${path}`);
      });
    },
    showContainer: ({ place }) => {
      if (place === null) return;
      chooseEngine(place.engineId);
      showContainer(place.containerId);
    },
  };
  const addButton = (
    <Button icon="plus" onPress={add} isPending={adding.isBusy}>
      Add archive…
    </Button>
  );

  return (
    <SplitPane
      name="checkpoint"
      direction="columns"
      label="Size of the checkpoint’s details"
      initialSize={400}
      minSize={300}
      side={
        row === null ? null : (
          <CheckpointAside
            row={row}
            actions={actions}
            onClose={() => {
              chooseCheckpoint(null);
              land();
            }}
          />
        )
      }
    >
      <Screen
        title="Checkpoints"
        filter={
          <ScreenFilter
            label="Filter the checkpoints"
            placeholder="Filter"
            words={words}
            onChange={filter}
            onLeave={toFirst}
            shown={rows.length}
          />
        }
        commands={addButton}
      >
        <ScreenNotices>
          <EnginesRefusal />
          {error !== null && <ErrorNotice error={error} onRetry={() => void loadCheckpoints()} />}
          <UnreadEngines />
          {adding.error !== null && <ErrorNotice error={adding.error} onDismiss={adding.forget} />}
          {acting.error !== null && <ErrorNotice error={acting.error} onDismiss={acting.forget} />}
          <UnderWay />
        </ScreenNotices>
        {all === null && error === null && (
          <div className={styles.instead}>
            <Waiting>Reading the checkpoints…</Waiting>
          </div>
        )}
        {all?.length === 0 && (
          <EmptyState title="No checkpoints yet" action={addButton}>
            A checkpoint is a running container, frozen with all that is in its memory. Select a running one under
            Containers and choose Freeze: it then waits here to be restored. An archive that Podman has made elsewhere
            can be added.
          </EmptyState>
        )}
        {all !== null && all.length > 0 && rows.length === 0 && (
          <EmptyState
            title="No checkpoint matches"
            action={<Button onPress={() => setWords('')}>Clear the filter</Button>}
          >
            Words are looked for in names, images, OCI runtimes, SELinux types and what is kept.
          </EmptyState>
        )}
        {rows.length > 0 && (
          <TablePlace
            label="Checkpoint"
            keys={keys}
            chosen={chosen}
            onChoose={chooseCheckpoint}
            onAim={chooseCheckpoint}
            entriesOf={(key) => withRow(key, (of) => rowEntries(of, actions)) ?? []}
            onKey={(pressed, key) => pressed === 'Delete' && withRow(key, actions.remove)}
          >
            <CheckpointsTable
              rows={rows}
              isSelinuxOff={isSelinuxOff}
              sorting={sorting}
              onSort={setSorting}
              chosen={chosen}
              onChoose={chooseCheckpoint}
              onOpen={(key) => withRow(key, actions.restore)}
            />
          </TablePlace>
        )}
        <Remark words={remarked} />
      </Screen>
      {asked?.what === 'restore' && (
        <RestoreDialog checkpoint={asked.row.checkpoint} place={asked.row.place} onClose={() => setAsked(null)} />
      )}
      {asked?.what === 'delete' && asked.row.checkpoint.kind === 'archive' && (
        <DeleteDialog archive={asked.row.checkpoint} place={asked.row.place} onClose={() => setAsked(null)} />
      )}
    </SplitPane>
  );
}
