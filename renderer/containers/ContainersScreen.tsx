import { type ComponentProps, lazy, Suspense, useMemo, useState } from 'react';
import type { ContainerSummary } from '../../shared/container.ts';
import type { EngineSummary } from '../../shared/engine.ts';
import { openDialog, select, setDetailsOpen, setFilter, useNavigation } from '../state/navigation.ts';
import { useRemarkHere } from '../state/remarks.ts';
import {
  Button,
  ContextMenu,
  focusSoon,
  IconButton,
  land,
  leftByEscape,
  type MenuPlace,
  Remark,
  Screen,
  ScreenFilter,
  SplitPane,
  useDrawn,
  useRemembered,
  useSideHasRoom,
} from '../ui/index.ts';
import styles from './ContainersScreen.module.css';
import { CommandBar } from './commands/CommandBar.tsx';
import { commandOfKeys } from './commands/commands.ts';
import { entriesFor } from './commands/entries.ts';
import { Questions } from './commands/Questions.tsx';
import { runOrWhy } from './commands/run-or-why.ts';
import { ListInstead, useInstead } from './ListInstead.tsx';
import { ContainerTable } from './list/ContainerTable.tsx';
import { sorting as sortingShape } from './list/columns.ts';
import { FoldedFailures } from './list/FoldedFailures.tsx';
import { useRows } from './list/use-rows.ts';
import { useSelinux } from './list/use-selinux.ts';

const DetailsPane = lazy(async () => {
  const { DetailsPane: component } = await import('../details/DetailsPane.tsx');
  return { default: component };
});

/** The list of an engine's containers, what can be done with them, and the details of what is selected. */
export function ContainersScreen({ engine }: { readonly engine: EngineSummary }) {
  const [sorting, setSorting] = useRemembered('containers.order', sortingShape, { column: 'name', descending: false });
  const rows = useRows(engine.id, sorting);
  const selection = useNavigation((state) => state.selection);
  const selected = useMemo(() => rows.filter(({ id }) => selection.has(id)), [rows, selection]);
  const isDetailsOpen = useNavigation((state) => state.isDetailsOpen);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const selinuxEnabled = useSelinux(engine);
  const instead = useInstead(engine, rows.length);
  const remarked = useRemarkHere();

  // Theirs as soon as they are there, which may be many frames later, unless the keys have gone elsewhere meanwhile.
  const openDetails = (): void => {
    setDetailsOpen(true);
    focusSoon('#details [role=tab][aria-selected=true]');
  };
  // What one wants of a row that is opened: to be in it.
  const open = (): void => {
    const isFrozen = selected.some(({ checkpointed }) => checkpointed === true);
    runOrWhy(isFrozen ? 'restore' : 'terminal', engine, selected);
  };
  const onKey = (key: string): boolean => {
    const command = commandOfKeys(key, selected);
    if (command !== null) runOrWhy(command, engine, selected);
    else if (key === 'Enter') openDetails();
    else return false;
    return true;
  };

  return (
    <SplitPane
      name="details"
      direction="columns"
      label="Size of the details"
      initialSize={416}
      minSize={300}
      minRest={400}
      givesWay
      side={
        isDetailsOpen && instead === null ? (
          <section id="details" aria-label="Details" className={styles.details} {...leftByEscape}>
            <Details engineId={engine.id} containerIds={selected.map(({ id }) => id)} />
          </section>
        ) : null
      }
    >
      <Screen
        title="Containers"
        filter={<Filter rows={rows} />}
        commands={
          <>
            <CommandBar engine={engine} selected={selected} />
            <Button variant="primary" icon="plus" onPress={() => openDialog('create')}>
              Create
            </Button>
            <DetailsSwitch />
          </>
        }
      >
        {instead === null && <FoldedFailures engineId={engine.id} />}
        {instead !== null ? (
          <ListInstead engine={engine} why={instead} />
        ) : (
          <ContainerTable
            engineId={engine.id}
            rows={rows}
            sorting={sorting}
            onSort={setSorting}
            selinuxEnabled={selinuxEnabled}
            isStale={engine.connection.state === 'lost'}
            onMenu={setMenu}
            onKey={onKey}
            onOpen={open}
          />
        )}
        <Remark words={remarked} />
      </Screen>
      <ContextMenu
        label="Selected containers"
        place={menu}
        entries={menu === null ? [] : entriesFor(engine, selected)}
        onClose={() => setMenu(null)}
      />
      <Questions />
    </SplitPane>
  );
}

/** The list is what one waits for: the details come after it. */
function Details(props: ComponentProps<typeof DetailsPane>) {
  const isListDrawn = useDrawn();
  return <Suspense>{isListDrawn && <DetailsPane {...props} />}</Suspense>;
}

function DetailsSwitch() {
  const isOpen = useNavigation((state) => state.isDetailsOpen);
  const hasRoom = useSideHasRoom();
  return (
    <IconButton
      label={isOpen && hasRoom ? 'Hide the details' : 'Show the details'}
      icon="details"
      disabled={hasRoom ? undefined : 'no room for them: widen the window, or move the terminals to the bottom'}
      onPress={() => setDetailsOpen(!isOpen)}
    />
  );
}

function Filter({ rows }: { readonly rows: readonly ContainerSummary[] }) {
  const filter = useNavigation((state) => state.filter);
  const toFirst = (): void => {
    const [first] = rows;
    if (first !== undefined) select([first.id]);
    land();
  };
  return (
    <ScreenFilter
      label="Filter the containers"
      placeholder="Filter, is:running…"
      words={filter}
      onChange={setFilter}
      onLeave={toFirst}
      shown={rows.length}
    />
  );
}
