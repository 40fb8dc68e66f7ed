import { useEffect, useMemo, useState } from 'react';
import type { EngineSummary } from '../../shared/engine.ts';
import { actOnImage, followImages, useImages } from '../state/images.ts';
import { chooseImages, openCreate, useNavigation } from '../state/navigation.ts';
import {
  Button,
  ErrorNotice,
  land,
  Screen,
  ScreenFilter,
  ScreenNotices,
  SplitPane,
  TablePlace,
  useAct,
  useRemembered,
} from '../ui/index.ts';
import { AddMenu, useAdding } from './AddMenu.tsx';
import { DropPlace } from './DropPlace.tsx';
import { ImageAside, SelectionAside } from './ImageAside.tsx';
import { ImagesTable } from './ImagesTable.tsx';
import { ImageWork } from './ImageWork.tsx';
import { ListInstead } from './ListInstead.tsx';
import { NameDialog } from './NameDialog.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';
import { type RowActions, rowEntries } from './row-entries.ts';
import { filterRows, type ImageRow, sorting as sortingShape } from './rows.ts';
import { useImageRows } from './use-image-rows.ts';

type Asked =
  | { readonly what: 'name'; readonly row: ImageRow }
  | { readonly what: 'remove'; readonly rows: readonly ImageRow[] };

/** The images of an engine, how more of them come, and what can be done with them. */
export function ImagesScreen({ engine }: { readonly engine: EngineSummary }) {
  const { id: engineId } = engine;
  useEffect(() => followImages(engineId), [engineId]);
  const [words, setWords] = useState('');
  const [sorting, setSorting] = useRemembered('images.order', sortingShape, { column: 'name', descending: false });
  const { all, rows } = useImageRows(engineId, words, sorting);
  const error = useImages((state) => state.errors.get(engineId)) ?? null;
  const keys = useMemo(() => rows.map(({ id }) => id), [rows]);
  const chosen = useNavigation((state) => state.images);
  const selected = useMemo(() => rows.filter(({ id }) => chosen.has(id)), [rows, chosen]);
  const selectedIds = useMemo(() => new Set(selected.map(({ id }) => id)), [selected]);
  const filter = (next: string): void => {
    setWords(next);
    // What it hides isn't selected any more.
    chooseImages(filterRows(selected, next).map(({ id }) => id));
  };
  const toFirst = (): void => {
    chooseImages(keys.slice(0, 1));
    land();
  };
  const [asked, setAsked] = useState<Asked | null>(null);
  const acting = useAct();
  const adding = useAdding(engine, (imageIds) => {
    setWords('');
    chooseImages(imageIds);
  });

  const actions: RowActions = {
    createOf: ({ id, names }) => openCreate(names[0] ?? id),
    rename: (row) => setAsked({ what: 'name', row }),
    remove: (of) => setAsked({ what: 'remove', rows: of }),
  };
  const onKey = (pressed: string): void => {
    const [row, ...others] = selected;
    if (pressed === 'Delete' && row !== undefined) actions.remove(selected);
    if (pressed === 'F2' && row !== undefined && others.length === 0) actions.rename(row);
  };
  const open = (id: string): void => {
    const row = rows.find((each) => each.id === id);
    if (row !== undefined) actions.createOf(row);
  };
  const leave = (): void => {
    chooseImages([]);
    land();
  };
  const addButton = (
    <AddMenu adding={adding}>
      <Button icon="plus">Add…</Button>
    </AddMenu>
  );
  const [only, ...more] = selected;

  return (
    <SplitPane
      name="image"
      direction="columns"
      label="Size of the image’s details"
      initialSize={400}
      minSize={300}
      side={
        only === undefined ? null : more.length > 0 ? (
          <SelectionAside rows={selected} actions={actions} onClose={leave} />
        ) : (
          <ImageAside
            key={only.id}
            engineId={engineId}
            row={only}
            actions={actions}
            onUntag={(name) => void acting.act(() => actOnImage(engineId, only.id, { do: 'untag', name }))}
            onClose={leave}
          />
        )
      }
    >
      <Screen
        title="Images"
        filter={
          <ScreenFilter
            label="Filter the images"
            placeholder="Filter, is:unused…"
            words={words}
            onChange={filter}
            onLeave={toFirst}
            shown={rows.length}
          />
        }
        commands={addButton}
      >
        <ScreenNotices>
          <ImageWork engineId={engineId} />
          {adding.error !== null && <ErrorNotice error={adding.error} onDismiss={adding.forget} />}
          {acting.error !== null && <ErrorNotice error={acting.error} onDismiss={acting.forget} />}
        </ScreenNotices>
        <DropPlace onDrop={adding.offer}>
          {rows.length === 0 ? (
            <ListInstead
              engine={engine}
              known={all?.length ?? null}
              error={error}
              addButton={addButton}
              onClear={() => setWords('')}
            />
          ) : (
            <TablePlace
              label={selected.length > 1 ? 'Selected images' : 'Image'}
              keys={keys}
              chosen={only !== undefined && more.length === 0 ? only.id : null}
              onChoose={(id) => chooseImages([id])}
              onAim={(id) => !selectedIds.has(id) && chooseImages([id])}
              entriesOf={() => rowEntries(selected, actions)}
              onKey={onKey}
            >
              <ImagesTable
                rows={rows}
                isStale={engine.connection.state === 'lost'}
                sorting={sorting}
                onSort={setSorting}
                selected={selectedIds}
                onSelect={chooseImages}
                onOpen={open}
              />
            </TablePlace>
          )}
        </DropPlace>
      </Screen>
      {adding.dialogs}
      {asked?.what === 'name' && <NameDialog engineId={engineId} row={asked.row} onClose={() => setAsked(null)} />}
      {asked?.what === 'remove' && (
        <RemoveDialog engineId={engineId} rows={asked.rows} onClose={() => setAsked(null)} />
      )}
    </SplitPane>
  );
}
