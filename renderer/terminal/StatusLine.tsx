import { useEffect, useState } from 'react';
import type { SessionSummary } from '../../shared/session.ts';
import { useEngine } from '../state/engines.ts';
import { useHasJustEnded } from './fresh-ends.ts';
import { askRestore, useIsFrozen, wasEndedByFreeze } from './frozen.ts';
import { useIsGone } from './gone.ts';
import type { Screen } from './screen.ts';
import styles from './TerminalPane.module.css';
import { closeWords, commandLine, endSentence, mayRunOn } from './words.ts';

export interface StatusLineProps {
  readonly session: SessionSummary | null;
  readonly screen: Screen | null;
  /** The address of the link under the pointer. */
  readonly link: string | null;
}

/** One line under the screen, always there, so that the screen's size doesn't change with what it says. */
export function StatusLine({ session, screen, link }: StatusLineProps) {
  const size = useSize(screen);
  const isGone = useIsGone(session);
  const isFrozen = useIsFrozen(session) && hasStopped(session);
  const endedByFreeze = session !== null && wasEndedByFreeze(session);
  const isAway = useEngine(session?.engineId ?? '')?.connection.state === 'lost';
  const isFresh = useHasJustEnded(session);
  const end = session === null ? '' : endWords(session, { endedByFreeze, isFrozen, isGone, isAway, isFresh });
  return (
    <footer className={styles.status}>
      <span
        className={styles.end}
        role="status"
        title={end}
        data-failed={(isFailed(session) && !endedByFreeze && !isFrozen) || undefined}
      >
        {end}
      </span>
      {session === null || !isFrozen || isAway ? null : (
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

interface Around {
  readonly endedByFreeze: boolean;
  readonly isFrozen: boolean;
  readonly isGone: boolean;
  /** Its engine doesn't answer. */
  readonly isAway: boolean;
  /** It has ended so lately that Enter is not for it. */
  readonly isFresh: boolean;
}

/** How it has ended, and what can be done then; nothing while it runs. */
function endWords(session: SessionSummary, around: Around): string {
  const { state } = session;
  if (around.isAway && !hasStopped(session)) return 'The engine doesn’t answer: what is typed may not arrive';
  if (state.state === 'starting') return 'Starting…';
  // What needs the user's consent is asked for over the screen.
  if (!hasStopped(session) || (state.state === 'failed' && state.error.code === 'needs-consent' && !around.isGone))
    return '';
  const end = around.endedByFreeze ? 'Ended by the freeze' : (endSentence(session) ?? failedWords(session));
  if (around.isGone) return `${end} · its container was removed · Ctrl+Shift+W closes it`;
  if (around.isAway) return `${end} · the engine doesn’t answer`;
  if (around.isFrozen) {
    const frozen = around.endedByFreeze ? '' : ' · its container is frozen';
    const key = mayRunOn(state) ? 'Ctrl+Shift+Enter' : 'Enter';
    return `${end}${frozen}${around.isFresh ? '' : ` · ${key} restores the container`}`;
  }
  if (mayRunOn(state)) return `${end} · Ctrl+Shift+Enter ends it and starts again`;
  return around.isFresh ? end : `${end} · Enter starts it again`;
}

function failedWords({ state }: SessionSummary): string {
  return mayRunOn(state) ? 'The connection was lost; what ran may go on' : 'Failed';
}

function hasStopped(session: SessionSummary | null): boolean {
  return session?.state.state === 'ended' || session?.state.state === 'failed';
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
