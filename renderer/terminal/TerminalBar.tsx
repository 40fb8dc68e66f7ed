import { useRef } from 'react';
import { Toolbar } from 'react-aria-components';
import { setDock, setPaneOpen, useSessions } from '../state/sessions.ts';
import { IconButton } from '../ui/index.ts';
import type { TerminalCommand } from './keys.ts';
import type { NewTerminal } from './new-terminal.ts';
import type { TerminalMenuState } from './TerminalMenu.tsx';
import styles from './TerminalPane.module.css';

export interface TerminalBarProps {
  readonly fresh: NewTerminal;
  readonly menu: TerminalMenuState;
  run(command: TerminalCommand): void;
}

/** What can be done with the pane, beside its tabs. */
export function TerminalBar({ fresh, menu, run }: TerminalBarProps) {
  const dock = useSessions((state) => state.dock);
  const isEmpty = useSessions((state) => state.sessions.length === 0);
  const bar = useRef<HTMLDivElement>(null);
  const openMenu = (): void => {
    const { right, bottom } = bar.current?.getBoundingClientRect() ?? { right: 0, bottom: 0 };
    menu.openAt({ x: right - 60, y: bottom });
  };
  return (
    <Toolbar ref={bar} aria-label="Terminals" className={styles.bar ?? ''}>
      <IconButton
        label={fresh.place === null ? 'New terminal' : `New terminal in ${fresh.place.name}`}
        icon="plus"
        note="Ctrl+Shift+`"
        disabled={fresh.place === null ? 'select a running container' : undefined}
        onPress={fresh.open}
      />
      <IconButton
        label="Search"
        icon="search"
        note="Ctrl+Shift+F"
        disabled={isEmpty ? 'there is no terminal' : undefined}
        onPress={() => run('search')}
      />
      <IconButton label="More" icon="more" onPress={openMenu} />
      <span className={styles.rule} />
      {dock === 'bottom' ? (
        <IconButton label="Move to the side" icon="details" onPress={() => setDock('side')} />
      ) : (
        <IconButton label="Move to the bottom" icon="panel" onPress={() => setDock('bottom')} />
      )}
      <IconButton
        label="Hide the terminals"
        icon={dock === 'bottom' ? 'down' : 'right'}
        note="Ctrl+`"
        onPress={() => setPaneOpen(false)}
      />
    </Toolbar>
  );
}
