import { useEffect } from 'react';
import { openDialog, type Screen, showScreen } from './state/navigation.ts';
import { setPaneOpen, useSessions } from './state/sessions.ts';
import { landSoon } from './ui/index.ts';

const screens: Readonly<Record<string, Screen>> = {
  ...{ '1': 'containers', '2': 'checkpoints', '3': 'images', '4': 'engine' },
};

/** The keys that work anywhere in the window, unless a dialog is open. */
export function useAppKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      keepFromPage(event);
      if (event.altKey || event.metaKey || isDialogOpen()) return;
      if (!(runWithCtrl(event) || runPlain(event))) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before a terminal takes them.
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}

/**
 * Ctrl+A would select the words of the whole window, and they stay so over all screens. Fields and terminals have a
 * meaning of their own for it, and so have lists; of a part that is there to be read, what may be copied is selected.
 */
function keepFromPage(event: KeyboardEvent): void {
  if (event.key.toLowerCase() !== 'a' || !event.ctrlKey || event.shiftKey || event.altKey) return;
  const { target } = event;
  if (isIn(target, 'input, textarea, [contenteditable], .xterm')) return;
  event.preventDefault();
  if (target instanceof HTMLElement && target.matches('section, [role=tabpanel]')) {
    document.getSelection()?.selectAllChildren(target);
  }
}

function runWithCtrl(event: KeyboardEvent): boolean {
  if (!event.ctrlKey || event.shiftKey) return false;
  const screen = screens[event.key];
  if (screen !== undefined) {
    showScreen(screen);
    landSoon();
    return true;
  }
  // By its place: on some layouts the sign is a dead key.
  if (event.code === 'Backquote' || event.key === '`') {
    setPaneOpen(!useSessions.getState().paneOpen);
    return true;
  }
  // A shell knows these itself.
  if (isIn(event.target, '.xterm')) return false;
  if (event.key === 'n') openDialog('create');
  return event.key === 'n' || (event.key === 'f' && focusSearch(event));
}

function runPlain(event: KeyboardEvent): boolean {
  if (event.ctrlKey || isIn(event.target, 'input, textarea, [contenteditable], [role=menu], .xterm')) return false;
  if (event.key === '?') openDialog('shortcuts');
  return event.key === '?' || (event.key === '/' && focusSearch(event));
}

/** To the search of the details for who is in them, else to the list's filter. */
function focusSearch({ target }: KeyboardEvent): boolean {
  const details = target instanceof Element ? target.closest('#details') : null;
  const search = 'input[type=search]';
  const inDetails = details?.querySelector<HTMLInputElement>(search);
  const field = inDetails ?? document.querySelector<HTMLInputElement>(`main ${search}`);
  field?.focus();
  field?.select();
  return field !== null;
}

function isDialogOpen(): boolean {
  return document.querySelector('[role=dialog], [role=alertdialog]') !== null;
}

function isIn(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}
