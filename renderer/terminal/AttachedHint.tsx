import { useEffect, useState } from 'react';
import type { SessionSummary } from '../../shared/session.ts';
import type { Screen } from './screen.ts';
import styles from './TerminalPane.module.css';

/** A program that says nothing leaves an attached screen black: it is said why, until something stands there. */
export function AttachedHint(props: { readonly session: SessionSummary | null; readonly screen: Screen | null }) {
  const { session, screen } = props;
  const isBlank = useIsBlank(screen);
  if (session?.kind !== 'attach' || session.state.state !== 'running' || !isBlank) return null;
  return (
    <p className={styles.hint}>Attached. What it says from now on appears here; press Enter if it waits for you.</p>
  );
}

function useIsBlank(screen: Screen | null): boolean {
  const [isBlank, setBlank] = useState(false);
  useEffect(() => {
    if (screen === null) return setBlank(false);
    const { terminal } = screen;
    const look = (): void => {
      const { type, baseY, cursorX, cursorY } = terminal.buffer.active;
      setBlank(type === 'normal' && baseY + cursorY + cursorX === 0);
    };
    look();
    const listening = terminal.onWriteParsed(look);
    return () => listening.dispose();
  }, [screen]);
  return isBlank;
}
