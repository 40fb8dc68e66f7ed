/** The keys that belong to the pane; every other one goes to the program. */

export type TerminalCommand =
  | 'new'
  | 'next'
  | 'previous'
  | 'close'
  | 'select-up'
  | 'select-down'
  | 'copy'
  | 'paste'
  | 'search'
  | 'links'
  | 'larger'
  | 'smaller'
  | 'usual-size'
  | 'restart'
  | 'leave';

/** What the list of keys says of them. */
export const terminalShortcuts: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: 'Ctrl+Shift+`', does: 'New terminal in the same or the selected container' },
  { keys: 'Ctrl+PageDown, Ctrl+PageUp', does: 'Next, previous terminal' },
  { keys: 'Ctrl+Shift+W', does: 'Close the terminal (on its tab: Del)' },
  {
    keys: 'Ctrl+Shift+W, attached',
    does: 'Detach: the container’s process runs on; an open input that is no TTY ends (Ctrl+P, Ctrl+Q go to the process)',
  },
  { keys: 'Ctrl+F6, Ctrl+Shift+Esc', does: 'Leave the terminal: to its tab, from where Tab goes on' },
  { keys: 'Ctrl+F6, then ← →', does: 'On the tabs: to another terminal; Enter goes into it' },
  { keys: 'Ctrl+F6, Tab, then ← →', does: 'To the buttons; “More” is the menu of the terminal' },
  { keys: 'Ctrl+Shift+↑, Ctrl+Shift+↓', does: 'Select the cursor’s line, one more above, one less' },
  { keys: 'Ctrl+Shift+C, Ctrl+Shift+V', does: 'Copy, paste (Ctrl+C and Ctrl+V go to the program)' },
  { keys: 'Ctrl+Shift+F', does: 'Search in the terminal; Escape leaves what was found selected, to be copied' },
  { keys: 'Ctrl+Shift+L', does: 'List the links in view, to open one' },
  { keys: 'Ctrl+Plus, Ctrl+Minus, Ctrl+0', does: 'Larger, smaller, usual font' },
  { keys: 'Enter', does: 'Start an ended program again; where its container is frozen, restore that' },
  { keys: 'Ctrl+Shift+Enter', does: 'The same where the connection was lost: ends what may still run' },
];

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

const withShift: Readonly<Record<string, TerminalCommand>> = {
  w: 'close',
  arrowup: 'select-up',
  arrowdown: 'select-down',
  c: 'copy',
  v: 'paste',
  f: 'search',
  l: 'links',
  enter: 'restart',
  escape: 'leave',
};

const withoutShift: Readonly<Record<string, TerminalCommand>> = {
  pagedown: 'next',
  pageup: 'previous',
  f6: 'leave',
  '+': 'larger',
  '=': 'larger',
  '-': 'smaller',
  '0': 'usual-size',
};

/** @returns null: not one of the pane's */
export function commandOf(event: Key): TerminalCommand | null {
  if (!event.ctrlKey || event.altKey || event.metaKey) return null;
  const key = event.key.toLowerCase();
  if (!event.shiftKey) return withoutShift[key] ?? null;
  // With Shift the key is another sign on every layout, its place is not. Plus needs Shift on many.
  if (event.code === 'Backquote') return 'new';
  if (key === '+') return 'larger';
  return withShift[key] ?? null;
}
