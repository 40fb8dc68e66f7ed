import '@xterm/xterm/css/xterm.css';
import '../ui/ansi-colours.css';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { SessionSummary } from '../../shared/session.ts';
import { quieten } from '../state/session-marks.ts';
import { programsOf } from '../state/session-programs.ts';
import {
  activateBeside,
  changeFontSize,
  closeSession,
  restartSession,
  tellTrouble,
  useSessions,
} from '../state/sessions.ts';
import { AskDialog, type Asked } from './AskDialog.tsx';
import { AttachedHint } from './AttachedHint.tsx';
import { copySelection, pasteClipboard, selectLines } from './actions.ts';
import { askRestore } from './frozen.ts';
import { commandOf, type TerminalCommand } from './keys.ts';
import { LinksMenu, useLinksMenu } from './LinksMenu.tsx';
import { type Place, useNewTerminal } from './new-terminal.ts';
import type { Paste } from './paste.ts';
import { surelyIdles } from './prompt.ts';
import { StatusLine } from './StatusLine.tsx';
import { TerminalBar } from './TerminalBar.tsx';
import { TerminalMenu, useTerminalMenu } from './TerminalMenu.tsx';
import { TerminalNotes } from './TerminalNotes.tsx';
import styles from './TerminalPane.module.css';
import { focusSearch, TerminalSearchBar } from './TerminalSearchBar.tsx';
import { stageId, TerminalTabs, tabId } from './TerminalTabs.tsx';
import { useFocus } from './use-focus.ts';
import { usePaste } from './use-paste.ts';
import { enterStarts, hasEnded, useStage } from './use-stage.ts';

/** The pane of terminals: a tab per session, the screen of the one in front, and a line on how it stands. */
export function TerminalPane() {
  const pane = useRef<HTMLElement>(null);
  const { ref, screen, link } = useStage();
  const { sessions, activeId } = useSessions();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [searching, setSearching] = useState(false);
  const active = sessions.find(({ id }) => id === activeId) ?? null;
  const fresh = useNewTerminal();
  const { place } = fresh;
  const menu = useTerminalMenu(screen);
  const links = useLinksMenu();
  const askPaste = (paste: Paste): void => setAsked({ kind: 'paste', paste });
  usePaste(ref, screen, askPaste);
  const askRun = (place: Place): void => setAsked({ kind: 'run', place });

  useFocus(pane, ref, screen);
  const focusScreen = (): void => screen?.terminal.focus();
  // What is to be searched has gone.
  useEffect(() => {
    if (screen === null) setSearching(false);
  }, [screen]);

  const close = async (sessionId: string): Promise<void> => {
    const session = sessions.find(({ id }) => id === sessionId);
    const seen = sessionId === activeId ? screen : null;
    const programs = session === undefined ? null : await programsOf(session);
    if (session === undefined || surelyIdles(session, seen, programs)) await closeSession(sessionId);
    else setAsked({ kind: 'close', sessionId, programs });
  };

  const run = (command: TerminalCommand): void => {
    const commands: Record<TerminalCommand, () => unknown> = {
      new: fresh.open,
      next: () => activateBeside(1),
      previous: () => activateBeside(-1),
      close: () => activeId !== null && close(activeId),
      'select-up': () => screen !== null && selectLines(screen, -1),
      'select-down': () => screen !== null && selectLines(screen, 1),
      copy: () => screen !== null && copySelection(screen).catch(tellTrouble),
      paste: () => screen !== null && pasteClipboard(screen, askPaste).catch(tellTrouble),
      search: () => {
        setSearching(active !== null);
        focusSearch();
      },
      links: () => screen !== null && links.show(screen),
      larger: () => changeFontSize(1),
      smaller: () => changeFontSize(-1),
      'usual-size': () => changeFontSize(null),
      restart: () => active !== null && hasEnded() && startAgain(active),
      leave: () => activeId !== null && document.getElementById(tabId(activeId))?.focus(),
    };
    commands[command]();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    // What is asked in a dialog or a menu comes up here too.
    if (!(event.target instanceof Element && event.currentTarget.contains(event.target))) return;
    const command = commandOf(event.nativeEvent);
    // A field selects, copies and pastes by itself.
    const isFields = ['copy', 'paste', 'select-up', 'select-down'].includes(command ?? '');
    if (isFields && event.target instanceof HTMLInputElement) return;
    if (command !== null) run(command);
    else if (event.key === 'Enter' && active !== null && enterStarts() && !hasKeysOfItsOwn(event.target)) {
      startAgain(active);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    // A click on what stands over the screen leaves the keys in the pane.
    <section ref={pane} className={styles.pane} aria-label="Terminal" tabIndex={-1} onKeyDown={onKeyDown}>
      <header className={styles.header}>
        <TerminalTabs onClose={(sessionId) => void close(sessionId)} onEnter={focusScreen} />
        <TerminalBar run={run} menu={menu} fresh={fresh} />
      </header>
      {searching && screen !== null ? (
        <TerminalSearchBar
          screen={screen}
          onClose={() => {
            setSearching(false);
            focusScreen();
          }}
        />
      ) : null}
      {/* Laid out even when it is empty: the next session's size is measured here. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it is a tab panel as soon as it has a tab */}
      <div
        ref={ref}
        id={stageId}
        className={styles.stage}
        {...(active === null ? {} : { role: 'tabpanel', 'aria-labelledby': tabId(active.id) })}
        onContextMenu={menu.onContextMenu}
        onFocus={() => activeId !== null && quieten(activeId)}
      />
      <AttachedHint session={active} screen={screen} />
      <TerminalNotes active={active} fresh={fresh} askRun={askRun} />
      <StatusLine session={active} screen={screen} link={link} />
      <TerminalMenu menu={menu} screen={screen} run={run} askRun={place === null ? null : () => askRun(place)} />
      <LinksMenu open={links.open} close={links.close} />
      <AskDialog
        asked={asked}
        onAnswer={() => {
          setAsked(null);
          focusScreen();
        }}
        screen={screen}
      />
    </section>
  );
}

/** Where its container is frozen, that is to be restored first. */
function startAgain(session: SessionSummary): void {
  if (!askRestore(session)) void restartSession(session.id);
}

/** In these Enter has a meaning already. */
function hasKeysOfItsOwn(target: Element): boolean {
  return target.closest('button, input, a, [role=tab], [role=menu]') !== null;
}
