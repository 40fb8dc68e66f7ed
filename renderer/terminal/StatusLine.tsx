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
  const end = session === null ? '' : isFrozen ? frozenWords(session) : endWords(session, isGone);
  return (
    <footer className={styles.status}>
      <span
        className={styles.end}
        role="status"
        title={end}
        data-failed={(isFailed(session) && !isFrozen) || undefined}
      >
        {end}
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
      {session === null || link !== null ? null : <Facts session={session} size={size} />}
    </footer>
  );
}

type Size = { readonly columns: number; readonly rows: number };

/** In a narrow pane all gives way to the key that leaves the terminal: nothing else there says it. */
function Facts({ session, size }: { readonly session: SessionSummary; readonly size: Size | null }) {
  const command = commandLine(session);
  const closing = session.kind === 'attach' && !hasStopped(session) ? `Ctrl+Shift+W ${closeWords(session)}` : null;
  return (
    <>
      <span className={styles.facts}>
        <span className={styles.command} title={command}>
          {command}
        </span>
        {session.terminal ? null : <span title="The container was made without a terminal">no TTY</span>}
        {size === null ? null : (
          <span className={styles.size} title="Columns × rows">
            {size.columns} × {size.rows}
          </span>
        )}
        {closing === null ? null : (
          <span className={styles.closing} title={closing}>
            {closing}
          </span>
        )}
      </span>
      <span className={styles.way}>
        Ctrl+F6 leaves<span className={styles.whom}> the terminal</span>
      </span>
    </>
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

function useSize(screen: Screen | null): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useEffect(() => {
    if (screen === null) return setSize(null);
    const { terminal } = screen;
    setSize({ columns: terminal.cols, rows: terminal.rows });
    const listening = terminal.onResize(({ cols, rows }) => setSize({ columns: cols, rows }));
    return () => listening.dispose();
  }, [screen]);
  return size;
}
