import { useEffect, useState } from 'react';
import type { SessionSummary } from '../../shared/session.ts';
import { askRestore, useIsFrozen } from './frozen.ts';
import { useIsGone } from './gone.ts';
import type { Screen } from './screen.ts';
import styles from './TerminalPane.module.css';
import { closeWords, commandLine, endSentence } from './words.ts';

export interface StatusLineProps {
  readonly session: SessionSummary | null;
  readonly screen: Screen | null;
  /** The address of the link under the pointer. */
  readonly link: string | null;
}

/** The exit code of what SIGKILL has ended. */
const killed = 137;

/** One line under the screen, always there, so that the screen's size doesn't change with what it says. */
export function StatusLine({ session, screen, link }: StatusLineProps) {
  const size = useSize(screen);
  const isGone = useIsGone(session);
  const isFrozen = useIsFrozen(session) && hasStopped(session);
  return (
    <footer className={styles.status}>
      <span className={styles.end} role="status" data-failed={(isFailed(session) && !isFrozen) || undefined}>
        {session === null ? '' : isFrozen ? frozenWords(session) : endWords(session, isGone)}
      </span>
      {session === null || !isFrozen ? null : (
        <button type="button" className={styles.next} onClick={() => askRestore(session)}>
          Restore…
        </button>
      )}
      {link === null ? null : (
        <span className={styles.link}>
          <bdi>{link}</bdi> <span className={styles.how}>Ctrl+click opens it</span>
        </span>
      )}
      {session === null || link !== null ? null : (
        <span className={styles.facts}>
          <span>{commandLine(session)}</span>
          {session.terminal ? null : <span title="The container was made without a terminal">no TTY</span>}
          {size === null ? null : (
            <span title="Columns × rows">
              {size.columns} × {size.rows}
            </span>
          )}
          <span className={styles.way}>
            {session.kind === 'attach' && !hasStopped(session) ? `Ctrl+Shift+W ${closeWords(session)} · ` : ''}
            Ctrl+F6 leaves the terminal
          </span>
        </span>
      )}
    </footer>
  );
}

function endWords(session: SessionSummary, isGone: boolean): string {
  const end = endSentence(session);
  if (isGone && (end !== null || session.state.state === 'failed')) {
    return `${end ?? 'Failed'} · its container was removed · Ctrl+Shift+W closes it`;
  }
  if (end !== null) return `${end} · Enter starts it again`;
  // What needs the user's consent is asked for over the screen.
  if (session.state.state === 'failed' && session.state.error.code !== 'needs-consent') {
    return 'Failed · Enter starts it again';
  }
  return session.state.state === 'starting' ? 'Starting…' : '';
}

function hasStopped(session: SessionSummary | null): boolean {
  return session?.state.state === 'ended' || session?.state.state === 'failed';
}

/** A freeze kills, or breaks off, what runs; what had come to an end of its own before says so still. */
function frozenWords(session: SessionSummary): string {
  const { state } = session;
  const endedBefore = state.state === 'ended' && state.exitCode !== null && state.exitCode !== killed;
  return `${endedBefore ? `${endSentence(session)} · its container is frozen` : 'Ended by the freeze'} · Enter restores the container`;
}

function isFailed(session: SessionSummary | null): boolean {
  const state = session?.state;
  return state?.state === 'failed' || (state?.state === 'ended' && state.exitCode !== 0);
}

function useSize(screen: Screen | null): { columns: number; rows: number } | null {
  const [size, setSize] = useState<{ columns: number; rows: number } | null>(null);
  useEffect(() => {
    if (screen === null) return setSize(null);
    const { terminal } = screen;
    setSize({ columns: terminal.cols, rows: terminal.rows });
    const listening = terminal.onResize(({ cols, rows }) => setSize({ columns: cols, rows }));
    return () => listening.dispose();
  }, [screen]);
  return size;
}
