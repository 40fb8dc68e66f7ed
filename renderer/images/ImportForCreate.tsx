import type { EngineSummary } from '../../shared/engine.ts';
import { loadImages, useImages } from '../state/images.ts';
import { Button, ErrorNotice } from '../ui/index.ts';
import { AddMenu, useAdding } from './AddMenu.tsx';
import styles from './Images.module.css';
import { ImageWork } from './ImageWork.tsx';

/** In the dialog that creates a container: an image that isn't in its list is brought there. */
export function ImportForCreate(props: {
  readonly engine: EngineSummary;
  /** By its name, or by its id where it has none. */
  readonly onImported: (image: string) => void;
}) {
  const { engine, onImported } = props;
  const take = async ([id]: readonly string[]): Promise<void> => {
    if (id === undefined) return;
    await loadImages(engine.id);
    const image = useImages
      .getState()
      .byEngine.get(engine.id)
      ?.find((each) => each.id === id);
    onImported(image?.names[0] ?? id);
  };
  const adding = useAdding(engine, (imageIds) => void take(imageIds));
  return (
    <div className={styles.forCreate}>
      <p className={styles.ask}>
        Not in the list?
        <AddMenu adding={adding}>
          <Button variant="quiet">Add an image…</Button>
        </AddMenu>
      </p>
      <ImageWork engineId={engine.id} />
      {adding.error !== null && <ErrorNotice error={adding.error} onDismiss={adding.forget} />}
      {adding.dialogs}
    </div>
  );
}
