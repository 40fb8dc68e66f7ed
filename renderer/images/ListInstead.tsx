import type { ReactNode } from 'react';
import type { EngineSummary } from '../../shared/engine.ts';
import type { ErrorData } from '../../shared/errors.ts';
import { retryOf } from '../state/engines.ts';
import { loadImages } from '../state/images.ts';
import { Button, CopyButton, EmptyState, ErrorNotice, landing, Waiting } from '../ui/index.ts';
import styles from './Images.module.css';

/** Makes a folder that can be imported where no registry can be reached; it takes a static busybox. */
const sampleLine = 'mkdir -p sample/bin && cp "$(command -v busybox)" sample/bin && ln -s busybox sample/bin/sh';

/** What is said where the list would be: why it isn't there, and what to do. */
export function ListInstead(props: {
  readonly engine: EngineSummary;
  /** How many images are known, shown or not; null: it isn't known. */
  readonly known: number | null;
  readonly error: ErrorData | null;
  readonly addButton: ReactNode;
  readonly onClear: () => void;
}) {
  const { engine, known, error, addButton, onClear } = props;
  if (known !== null && known > 0) {
    return (
      <EmptyState title="No image matches" action={<Button onPress={onClear}>Clear the filter</Button>}>
        <p>
          Words are looked for in names, ids and the names of containers; is:unused, is:used and is:nameless narrow it
          down.
        </p>
      </EmptyState>
    );
  }
  if (engine.connection.state === 'lost') {
    return <Failure error={engine.connection.error} onRetry={retryOf(engine)} />;
  }
  if (known === null && error !== null) return <Failure error={error} onRetry={() => void loadImages(engine.id)} />;
  if (known === null) {
    return (
      <div className={styles.instead}>
        <Waiting>Reading the images…</Waiting>
      </div>
    );
  }
  return (
    <EmptyState title="No images yet" action={addButton}>
      <p>
        Containers are made of images. Pull one from a registry, or import what podman save, docker save and skopeo copy
        write, or a root file system: a tar of it, or its folder.
      </p>
      <p>Without a network this makes a small root of your own busybox, to be imported as a folder:</p>
      <p className={styles.sample}>
        <code>{sampleLine}</code> <CopyButton text={sampleLine} label="Copy the command" />
      </p>
    </EmptyState>
  );
}

function Failure(props: { readonly error: ErrorData; readonly onRetry: (() => void) | undefined }) {
  return (
    <div ref={landing} className={styles.instead}>
      <ErrorNotice {...props} />
    </div>
  );
}
