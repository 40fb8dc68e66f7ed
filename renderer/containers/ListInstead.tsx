import { useEffect, useRef, useState } from 'react';
import type { EngineSummary } from '../../shared/engine.ts';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import { LookAgainButton } from '../engines/LookAgainButton.tsx';
import { loadContainers, useContainers } from '../state/containers.ts';
import { startSample } from '../state/create.ts';
import { retryOf } from '../state/engines.ts';
import { loadImages, useImageNames } from '../state/images.ts';
import { openDialog, setFilter, showScreen, useNavigation } from '../state/navigation.ts';
import { Button, EmptyState, ErrorNotice, landing, plainText, Waiting } from '../ui/index.ts';
import styles from './ContainersScreen.module.css';

/** Why there is no list to show. */
export type Instead = 'connecting' | 'unreachable' | 'unreadable' | 'none-yet' | 'none-match';

/** @returns null: there is a list, be it an old one */
export function useInstead({ id, connection }: EngineSummary, shown: number): Instead | null {
  const known = useContainers((state) => state.byEngine.get(id)?.byId.size);
  const isUnreadable = useContainers((state) => state.errors.has(id));
  if (shown > 0) return null;
  if (known !== undefined && known > 0) return 'none-match';
  if (connection.state === 'lost') return 'unreachable';
  if (isUnreadable) return 'unreadable';
  return connection.state === 'connecting' || known === undefined ? 'connecting' : 'none-yet';
}

/** What is said where the list would be: why it isn't there, and what to do. */
export function ListInstead({ engine, why }: { readonly engine: EngineSummary; readonly why: Instead }) {
  const filter = useNavigation((state) => state.filter);
  const error = useContainers((state) => state.errors.get(engine.id)) ?? null;
  switch (why) {
    case 'connecting':
      return (
        <div className={styles.instead}>
          <Waiting>Connecting to {engine.name}…</Waiting>
        </div>
      );
    case 'unreachable':
      return <Unreachable engine={engine} />;
    case 'unreadable':
      return (
        <div ref={landing} className={styles.instead}>
          {error !== null && (
            <div className={styles.error}>
              <ErrorNotice error={error} onRetry={() => void loadContainers(engine.id)} />
            </div>
          )}
        </div>
      );
    case 'none-yet':
      return <NoneYet engine={engine} />;
    case 'none-match':
      return (
        <EmptyState
          title="No container matches"
          action={<Button onPress={() => setFilter('')}>Clear the filter</Button>}
        >
          <p>
            Nothing has all of “{plainText(filter)}”. Words are looked for in names, images, commands, ports and types;
            is:running, is:frozen, type:container_t, name:, image:, pod: and pid: narrow it down.
          </p>
        </EmptyState>
      );
  }
}

function Unreachable({ engine }: { readonly engine: EngineSummary }) {
  const { connection } = engine;
  return (
    <div ref={landing} className={styles.instead}>
      {connection.state === 'lost' && (
        <div className={styles.error}>
          <ErrorNotice error={connection.error} onRetry={retryOf(engine)} />
        </div>
      )}
      <div className={styles.buttons}>
        <LookAgainButton />
        <Button onPress={() => showScreen('engine')}>What this machine lacks</Button>
      </div>
    </div>
  );
}

/** An image of this name is made by the set-up from the machine's own busybox. */
const sample = /(^|\/)gantry-sample(:|$)/;

function NoneYet({ engine }: { readonly engine: EngineSummary }) {
  const { id: engineId, origin } = engine;
  const [isStarting, setStarting] = useState(false);
  const [error, setError] = useState<ErrorData | null>(null);
  const names = useImageNames(engineId);
  useEffect(() => void loadImages(engineId), [engineId]);
  const image = names?.find((name) => sample.test(name));
  const buttons = useRef<HTMLSpanElement>(null);
  const hasSample = image !== undefined;
  useEffect(() => {
    // It comes when the images are known, before the one that the keys are at till then.
    if (hasSample && buttons.current?.contains(document.activeElement))
      buttons.current.querySelector('button')?.focus();
  }, [hasSample]);
  const start = (): void => {
    if (image === undefined) return;
    setStarting(true);
    setError(null);
    startSample(engineId, image)
      .catch((thrown: unknown) => setError(toErrorData(thrown)))
      .finally(() => setStarting(false));
  };
  return (
    <EmptyState
      title="No containers yet"
      action={
        <span ref={buttons} className={styles.buttons}>
          {image !== undefined && (
            <Button variant="primary" icon="play" onPress={start} isPending={isStarting}>
              Start the first one
            </Button>
          )}
          <Button onPress={() => openDialog('create')}>Create…</Button>
        </span>
      }
    >
      <p>
        {image === undefined
          ? `Create one from an image${origin === 'bundle' ? '' : ', here or with podman run'}: it is listed as soon as it exists.`
          : `A small shell from the image ${plainText(image)} is a good first container: it starts at once, and a terminal opens in it.`}
      </p>
      {error !== null && <ErrorNotice error={error} onDismiss={() => setError(null)} />}
    </EmptyState>
  );
}
