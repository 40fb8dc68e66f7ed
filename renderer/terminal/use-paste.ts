/** Every paste, by key, menu or middle button, goes by the same rules. */
import { type RefObject, useEffect } from 'react';
import { pasteText } from './actions.ts';
import type { Paste } from './paste.ts';
import type { Screen } from './screen.ts';

/** @param ask called where the user has to agree first */
export function usePaste(
  stage: RefObject<HTMLElement | null>,
  screen: Screen | null,
  ask: (paste: Paste) => void,
): void {
  useEffect(() => {
    const element = stage.current;
    if (element === null || screen === null) return;
    const onPaste = (event: ClipboardEvent): void => {
      // Before xterm sees it.
      event.preventDefault();
      event.stopPropagation();
      pasteText(screen, event.clipboardData?.getData('text/plain') ?? '', ask);
    };
    element.addEventListener('paste', onPaste, { capture: true });
    return () => element.removeEventListener('paste', onPaste, { capture: true });
  });
}
