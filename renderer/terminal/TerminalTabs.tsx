import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { SessionSummary } from '../../shared/session.ts';
import { useMark } from '../state/session-marks.ts';
import { activate, useSessions, wantKeys } from '../state/sessions.ts';
import { type DotKind, StateDot } from '../ui/index.ts';
import { wasEndedByFreeze } from './frozen.ts';
import styles from './TerminalTabs.module.css';
import { useTabNumbers } from './tab-numbers.ts';
import { closeWords, commandLine, stateWord } from './words.ts';

export const stageId = 'terminal-stage';
export const tabId = (sessionId: string): string => `terminal-tab-${sessionId}`;

export interface TerminalTabsProps {
  onClose(sessionId: string): void;
  /** Back into the terminal. */
  onEnter(): void;
}

export function TerminalTabs({ onClose, onEnter }: TerminalTabsProps) {
  const { sessions, activeId } = useSessions();
  const list = useRef<HTMLDivElement>(null);
  const numbers = useTabNumbers(sessions);
  useEffect(() => {
    const tabs = list.current;
    if (tabs === null || activeId === null) return;
    const show = (): void => {
      const tab = document.getElementById(tabId(activeId))?.parentElement;
      tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    };
    show();
    // A pane that is made narrower, or moved to the side, has less room for them.
    const observer = new ResizeObserver(show);
    observer.observe(tabs);
    return () => observer.disconnect();
  }, [activeId]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const index = sessions.findIndex(({ id }) => id === activeId);
    const target = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: -1 }[event.key];
    if (target !== undefined) {
      const next = sessions.at(target % sessions.length);
      if (next === undefined) return;
      activate(next.id);
      requestAnimationFrame(() => document.getElementById(tabId(next.id))?.focus());
    } else if (event.key === 'Delete' && activeId !== null) onClose(activeId);
    else if (event.key === 'Enter' || event.key === ' ' || event.key === 'ArrowDown') onEnter();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div ref={list} className={styles.tabs} role="tablist" aria-label="Terminals" onKeyDown={onKeyDown}>
      {sessions.map((session) => (
        <Tab
          key={session.id}
          session={session}
          number={numbers.get(session.id) ?? 1}
          isActive={session.id === activeId}
          onClose={onClose}
        />
      ))}
    </div>
  );
}

interface TabProps {
  readonly session: SessionSummary;
  /** Which of its container's it is. */
  readonly number: number;
  readonly isActive: boolean;
  onClose(sessionId: string): void;
}

function Tab({ session, number, isActive, onClose }: TabProps) {
  const name = number === 1 ? session.containerName : `${session.containerName} ${number}`;
  const mark = useMark(session.id);
  const what = commandLine(session, mark.title ?? undefined);
  const word = stateWord(session.state);
  const wasFrozen = wasEndedByFreeze(session);
  return (
    <div
      className={styles.tab}
      data-active={isActive || undefined}
      role="presentation"
      onAuxClick={(event) => event.button === 1 && onClose(session.id)}
    >
      <button
        type="button"
        role="tab"
        id={tabId(session.id)}
        className={styles.label}
        aria-selected={isActive}
        aria-controls={isActive ? stageId : undefined}
        tabIndex={isActive ? 0 : -1}
        aria-label={`${name}: ${what}, ${word}${mark.bell ? ', the bell rang' : ''}`}
        title={`${name}: ${what}\n${word}`}
        onClick={() => {
          activate(session.id);
          wantKeys();
        }}
      >
        <StateDot kind={wasFrozen ? 'ended' : dotOf(session)} />
        {/* The space is none to see: without it the two would be read as one word. */}
        <span className={styles.name}>{session.containerName}</span>
        {number === 1 ? null : <span> {number}</span>} <span className={styles.command}>{what}</span>
        {mark.bell ? <span className={styles.bell} /> : null}
      </button>
      {/* For the mouse only: Delete on the tab and Ctrl+Shift+W do the same. */}
      <button
        type="button"
        className={styles.close}
        aria-hidden="true"
        tabIndex={-1}
        title={`Close (Ctrl+Shift+W): ${closeWords(session)}`}
        onClick={() => onClose(session.id)}
      >
        <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
          <path d="M4 4l8 8M12 4l-8 8" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
        </svg>
      </button>
    </div>
  );
}

function dotOf({ state }: SessionSummary): DotKind {
  if (state.state === 'starting') return 'busy';
  return state.state === 'ended' && state.exitCode !== null && state.exitCode !== 0 ? 'failed' : state.state;
}
