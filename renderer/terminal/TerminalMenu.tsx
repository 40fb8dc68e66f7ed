import { type MouseEvent, useState } from 'react';
import { setDock, setPaneOpen, setScreenReader, useSessions } from '../state/sessions.ts';
import { ContextMenu, type MenuEntry, type MenuPlace } from '../ui/index.ts';
import { wantsMouse } from './actions.ts';
import type { TerminalCommand } from './keys.ts';
import type { Screen } from './screen.ts';

export interface TerminalMenuState {
  /** Null: it is closed. */
  readonly place: MenuPlace | null;
  openAt(place: MenuPlace): void;
  close(): void;
  onContextMenu(event: MouseEvent): void;
}

/** @param screen the one that the menu is for */
export function useTerminalMenu(screen: Screen | null): TerminalMenuState {
  const [place, setPlace] = useState<MenuPlace | null>(null);
  return {
    place,
    openAt: setPlace,
    close: () => setPlace(null),
    onContextMenu(event) {
      event.preventDefault();
      if (screen === null) return;
      // The menu key isn't the mouse's.
      if (event.button === 2 && wantsMouse(screen) && !event.shiftKey) return;
      setPlace({ x: event.clientX, y: event.clientY });
    },
  };
}

export interface TerminalMenuProps {
  readonly menu: TerminalMenuState;
  readonly screen: Screen | null;
  run(command: TerminalCommand): void;
  /** Asks what shall be run there. */
  readonly askRun: (() => void) | null;
}

export function TerminalMenu({ menu, screen, run, askRun }: TerminalMenuProps) {
  const { screenReader, dock } = useSessions();
  const entries =
    menu.place === null
      ? []
      : [...screenEntries(screen, run), ...tabEntries(screen, run, askRun), ...paneEntries(screenReader, dock)];
  return <ContextMenu label="Terminal" place={menu.place} entries={entries} onClose={menu.close} />;
}

function screenEntries(screen: Screen | null, run: TerminalMenuProps['run']): MenuEntry[] {
  const none = screen === null ? 'No terminal' : undefined;
  const noSelection = screen?.terminal.hasSelection() === false ? 'Nothing is selected' : none;
  const act = (command: TerminalCommand) => (): void => run(command);
  return [
    { id: 'copy', text: 'Copy', icon: 'copy', keys: 'Ctrl+Shift+C', disabled: noSelection, run: act('copy') },
    { id: 'paste', text: 'Paste', keys: 'Ctrl+Shift+V', disabled: none, run: act('paste') },
    { id: 'all', text: 'Select all', disabled: none, run: () => screen?.terminal.selectAll() },
    { id: 'search', text: 'Search…', icon: 'search', keys: 'Ctrl+Shift+F', disabled: none, run: act('search') },
    { id: 'links', text: 'Links in view…', keys: 'Ctrl+Shift+L', disabled: none, run: act('links') },
    { id: 'clear', text: 'Clear what has scrolled by', disabled: none, run: () => screen?.terminal.clear() },
    { id: 'line-font', separator: true },
    { id: 'larger', text: 'Larger font', keys: 'Ctrl+Plus', run: act('larger') },
    { id: 'smaller', text: 'Smaller font', keys: 'Ctrl+Minus', run: act('smaller') },
    { id: 'usual-size', text: 'Usual font size', keys: 'Ctrl+0', run: act('usual-size') },
    { id: 'line-tab', separator: true },
  ];
}

function tabEntries(
  screen: Screen | null,
  run: TerminalMenuProps['run'],
  askRun: TerminalMenuProps['askRun'],
): MenuEntry[] {
  const noPlace = askRun === null ? 'Select a running container' : undefined;
  const none = screen === null ? 'No terminal' : undefined;
  const close = (): void => run('close');
  return [
    {
      id: 'new',
      text: 'New terminal',
      icon: 'plus',
      keys: 'Ctrl+Shift+`',
      disabled: noPlace,
      run: () => run('new'),
    },
    { id: 'run', text: 'Run a command…', icon: 'terminal', disabled: noPlace, run: () => askRun?.() },
    { id: 'close', text: 'Close the terminal', icon: 'close', keys: 'Ctrl+Shift+W', disabled: none, run: close },
    { id: 'line-pane', separator: true },
  ];
}

function paneEntries(screenReader: boolean, dock: 'bottom' | 'side'): MenuEntry[] {
  return [
    {
      id: 'screen-reader',
      text: screenReader ? 'Stop telling screen readers' : 'Tell screen readers what is written',
      run: () => setScreenReader(!screenReader),
    },
    dock === 'bottom'
      ? { id: 'side', text: 'Move to the side', icon: 'details', run: () => setDock('side') }
      : { id: 'bottom', text: 'Move to the bottom', icon: 'panel', run: () => setDock('bottom') },
    { id: 'hide', text: 'Hide the terminals', keys: 'Ctrl+`', run: () => setPaneOpen(false) },
  ];
}
