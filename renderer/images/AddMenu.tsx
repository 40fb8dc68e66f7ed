import { type ReactElement, useCallback, useState } from 'react';
import type { EngineSummary } from '../../shared/engine.ts';
import type { ImageSource } from '../../shared/image.ts';
import { chooseSource, importImages, pullImage } from '../state/image-work.ts';
import { MenuButton, type MenuEntry, useAct } from '../ui/index.ts';
import { ImportDialog } from './ImportDialog.tsx';
import { PullDialog } from './PullDialog.tsx';

type Asked = { readonly what: 'import'; readonly source: ImageSource } | { readonly what: 'pull' };

/** How an engine gets an image. What is under way is shown by `ImageWork`. */
export function useAdding(engine: EngineSummary, done: (imageIds: readonly string[]) => void) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const choosing = useAct();
  const choose = (what: 'file' | 'folder'): void =>
    void choosing.act(async () => {
      const source = await chooseSource(what);
      if (source !== null) setAsked({ what: 'import', source });
    });
  const close = (): void => setAsked(null);
  const pull = engine.capabilities?.pull;
  const entries: readonly MenuEntry[] = [
    { id: 'file', text: 'Import a file…', icon: 'upload', run: () => choose('file') },
    { id: 'folder', text: 'Import a folder…', icon: 'folder', run: () => choose('folder') },
    {
      ...{ id: 'pull', text: 'Pull from a registry…', icon: 'toEnd' },
      disabled: pull?.supported === false ? pull.reason : undefined,
      run: () => setAsked({ what: 'pull' }),
    },
  ];
  const dialogs = (
    <>
      {asked?.what === 'import' && (
        <ImportDialog
          source={asked.source}
          onImport={(name) => void importImages(engine.id, asked.source, name, done)}
          onClose={close}
        />
      )}
      {asked?.what === 'pull' && (
        <PullDialog onPull={(reference) => void pullImage(engine.id, reference, done)} onClose={close} />
      )}
    </>
  );
  const offer = useCallback((source: ImageSource) => setAsked({ what: 'import', source }), []);
  return { entries, dialogs, offer, error: choosing.error, forget: choosing.forget };
}

/** The button that offers it. */
export function AddMenu(props: {
  readonly adding: Pick<ReturnType<typeof useAdding>, 'entries'>;
  readonly children: ReactElement;
}) {
  return (
    <MenuButton label="Add an image" entries={props.adding.entries}>
      {props.children}
    </MenuButton>
  );
}
