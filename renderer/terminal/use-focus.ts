/** Where the keys go when the pane comes, when another session comes to the front, and when the pane goes. */
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { useSessions } from '../state/sessions.ts';
import type { Screen } from './screen.ts';

/**
 * The screen in front gets the keys when it was asked for, and when they were the pane's before. Who is elsewhere in
 * the window, or chooses among the tabs, is left there.
 */
export function useFocus(
  pane: RefObject<HTMLElement | null>,
  stage: RefObject<HTMLElement | null>,
  screen: Screen | null,
): void {
  const keysWanted = useSessions((state) => state.keysWanted);
  const served = useRef(0);
  useEffect(() => {
    // One that is just being put behind another can't have them.
    if (screen === null || !screen.visible) return;
    const { activeElement } = document;
    const isFree = activeElement === document.body || stage.current?.contains(activeElement) === true;
    if (served.current === keysWanted && !isFree) return;
    served.current = keysWanted;
    screen.terminal.focus();
  }, [stage, screen, keysWanted]);
  useReturn(pane);
}

/** A pane that goes with the keys in it gives them back to where they were before. */
function useReturn(pane: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = pane.current;
    if (element === null) return;
    let before = document.activeElement;
    const remember = ({ relatedTarget }: FocusEvent): void => {
      if (relatedTarget instanceof Element && !element.contains(relatedTarget)) before = relatedTarget;
    };
    element.addEventListener('focusin', remember);
    return () => {
      element.removeEventListener('focusin', remember);
      if (element.contains(document.activeElement) && before instanceof HTMLElement) before.focus();
    };
  }, [pane]);
}
