import { useEffect, useState } from 'react';
import type { ErrorData } from '../../shared/errors.ts';
import type { SessionSummary } from '../../shared/session.ts';
import { useDetailsTab } from '../state/details.ts';
import { useEngine } from '../state/engines.ts';
import { showContainer } from '../state/navigation.ts';
import {
  closeSession,
  forgetOpenFailure,
  forgetTrouble,
  openAgain,
  openSession,
  restartSession,
  useSessions,
  wantKeys,
} from '../state/sessions.ts';
import { Button, EmptyState, ErrorNotice, plainText, Spinner } from '../ui/index.ts';
import { askRestore, useIsFrozen } from './frozen.ts';
import { useIsGone } from './gone.ts';
import { type NewTerminal, type Place, placeOf } from './new-terminal.ts';
import styles from './TerminalPane.module.css';
import { mayRunOn } from './words.ts';

export interface TerminalNotesProps {
  readonly active: SessionSummary | null;
  readonly fresh: NewTerminal;
  /** Asks what else shall be run there. */
  askRun(place: Place): void;
}

/** What is said over the screen, or in its place: nothing is there yet, it is being opened, it could not be. */
export function TerminalNotes({ active, fresh, askRun }: TerminalNotesProps) {
  const opening = useSessions((state) => state.opening);
  const failure = useSessions((state) => state.openFailure);
  const trouble = useSessions((state) => state.trouble);
  return (
    <>
      {active === null ? (
        <div className={styles.notes}>
          {opening === null ? failure === null ? <NoneYet fresh={fresh} /> : null : <Opening />}
        </div>
      ) : null}
      <div className={styles.troubles} data-under-screen={active !== null || undefined}>
        {trouble === null ? null : <ErrorNotice error={trouble} onDismiss={forgetTrouble} />}
        {failure === null ? (
          <FailedSession active={active} askRun={askRun} />
        ) : (
          <ErrorNotice error={failure.error} onRetry={openAgain} onDismiss={forgetOpenFailure} />
        )}
      </div>
    </>
  );
}

function NoneYet({ fresh }: { readonly fresh: NewTerminal }) {
  const { place, open } = fresh;
  return (
    <EmptyState
      title="No terminals yet"
      action={
        place === null ? null : (
          <Button variant="primary" icon="terminal" onPress={open}>
            Open one in {plainText(place.name)}
          </Button>
        )
      }
    >
      <p>
        Select a running container and press T, or double-click it: a terminal opens here, with the best shell that is
        in the container. Its menu also attaches to the first process.
      </p>
    </EmptyState>
  );
}

function Opening() {
  return (
    <p className={styles.opening} role="status">
      <Spinner /> Opening a terminal…
    </p>
  );
}

/** It stays over what was written before, and says what can be done. */
function FailedSession({ active, askRun }: Omit<TerminalNotesProps, 'fresh'>) {
  /** Whose failure has been read. */
  const [readId, setReadId] = useState<string | null>(null);
  const isRead = active !== null && active.id === readId;
  const hasFailed = active?.state.state === 'failed';
  const isGone = useIsGone(active);
  const isFrozen = useIsFrozen(active);
  const engine = useEngine(active?.engineId ?? '');
  // The next failure is another one.
  useEffect(() => {
    if (isRead && !hasFailed) setReadId(null);
  }, [isRead, hasFailed]);
  if (active?.state.state !== 'failed' || isRead) return null;
  const { id, engineId, containerId, kind, state } = active;
  const dismiss = (): void => {
    setReadId(id);
    wantKeys();
  };
  if (isGone) {
    return (
      <ErrorNotice error={state.error} onDismiss={dismiss}>
        <Button onPress={() => void closeSession(id)}>Close</Button>
      </ErrorNotice>
    );
  }
  if (isFrozen) {
    return (
      <ErrorNotice error={state.error} onDismiss={dismiss}>
        <Button onPress={() => askRestore(active)}>Restore…</Button>
      </ErrorNotice>
    );
  }
  if (state.error.code === 'needs-consent') {
    const instead = (): void => {
      showContainer(containerId);
      useDetailsTab.getState().show('log');
      void closeSession(id);
    };
    const anyhow = async (): Promise<void> => {
      await openSession(engineId, containerId, 'attach', { mayEndInput: true });
      await closeSession(id);
    };
    return (
      <ErrorNotice error={state.error} onDismiss={dismiss}>
        <Button onPress={instead}>Show its log</Button>
        <Button onPress={() => void anyhow()}>Attach all the same</Button>
      </ErrorNotice>
    );
  }
  return (
    <ErrorNotice
      error={engine?.connection.state === 'connected' ? backAgain(active, state.error) : state.error}
      onRetry={() => void restartSession(id)}
      onDismiss={dismiss}
    >
      {/* Where there is no shell, there are other programs, and the first process may still be talked to. */}
      {kind === 'exec' && state.error.code === 'not-found' ? (
        <>
          <Button onPress={() => askRun(placeOf(active))}>Run something else…</Button>
          <Button onPress={() => void openSession(engineId, containerId, 'attach')}>Attach to its first process</Button>
        </>
      ) : null}
    </ErrorNotice>
  );
}

/** What the loss of the engine has ended waits for it no longer. */
function backAgain({ kind, state }: SessionSummary, error: ErrorData): ErrorData {
  if (error.code !== 'engine-unreachable') return error;
  if (mayRunOn(state)) {
    return {
      ...error,
      hint: 'The engine is back. What ran there may go on: Try again, or Ctrl+Shift+Enter, ends it and starts again.',
    };
  }
  return { ...error, hint: `The engine is back: Enter ${kind === 'attach' ? 'attaches' : 'starts it'} again.` };
}
