import { Fragment } from 'react';
import styles from './App.module.css';
import { terminalShortcuts } from './terminal/keys.ts';
import { Button, Dialog, DialogButtons } from './ui/index.ts';

interface Shortcut {
  readonly keys: string;
  readonly does: string;
}

/** A program needs these for itself: Ctrl+F6 leads out of its terminal first. */
const notInTerminal = ' (in a terminal it goes to the program)';

const groups: readonly { readonly title: string; readonly shortcuts: readonly Shortcut[] }[] = [
  {
    title: 'Anywhere',
    shortcuts: [
      { keys: 'Ctrl+1, Ctrl+2, Ctrl+3, Ctrl+4', does: 'Containers, checkpoints, images, engine' },
      { keys: 'Ctrl+F or /', does: `To the filter; in the details, to their search${notInTerminal}` },
      { keys: 'Ctrl+N', does: `Create a container${notInTerminal}` },
      { keys: 'Ctrl+`', does: 'Show or hide the terminals' },
      { keys: 'Tab, Shift+Tab', does: 'To the next part, to the one before' },
      { keys: 'Ctrl+Alt+Plus, Minus, 0', does: 'Zoom the window' },
      { keys: 'Ctrl+Shift+R', does: 'Load the window again; terminals go on' },
      { keys: 'F11', does: 'Full screen' },
      { keys: '?', does: `These keys${notInTerminal}` },
      { keys: 'Ctrl+Q', does: `Quit; asks first when something in a terminal would end${notInTerminal}` },
    ],
  },
  {
    title: 'Dialogs and menus',
    shortcuts: [
      {
        keys: 'Enter',
        does: 'The blue button, from any field; a red one has the focus first. In a warning the one in focus: to leave it',
      },
      { keys: 'Esc', does: 'Leave it as it is' },
    ],
  },
  {
    title: 'Containers',
    shortcuts: [
      { keys: '↑ ↓, Page, Home, End', does: 'Move; with Shift select, with Ctrl move alone' },
      { keys: 'Space, Ctrl+A, Esc', does: 'Select one more or less, all, none' },
      { keys: 'Enter', does: 'To the details' },
      { keys: 'T, double click', does: 'Open a terminal' },
      { keys: 'A', does: 'Attach to its first process' },
      { keys: 'R, double click', does: 'Restore what is frozen' },
      { keys: 'F5, Shift+F5, Ctrl+Shift+F5', does: 'Start, stop, restart' },
      { keys: 'S, K', does: 'Stop with a time-out, send a signal' },
      { keys: 'F6, F8', does: 'Pause or unpause, freeze (into a checkpoint)' },
      { keys: 'F2, Del', does: 'Rename, remove' },
      { keys: 'Shift+F10', does: 'The menu of all commands; a row outside of the selection is selected first' },
      { keys: '← →, Enter', does: 'On a title (Tab leads there): to the next one, sort by it' },
      { keys: 'Shift+← →, Shift+Home', does: 'On a title: the width of its column, back to the first one' },
    ],
  },
  {
    title: 'Details',
    shortcuts: [
      { keys: '← →', does: 'On a tab: the one before, the next' },
      { keys: 'Esc', does: 'Back to the list' },
      { keys: '← → ↑ ↓', does: 'On the line between two parts of the window: move it' },
    ],
  },
  {
    title: 'Checkpoints',
    shortcuts: [
      { keys: 'Enter, double click', does: 'Restore' },
      { keys: '↑ ↓, Home, End', does: 'Move' },
      { keys: 'Del', does: 'Delete the archive' },
      { keys: 'Shift+F10', does: 'The menu of all commands' },
    ],
  },
  {
    title: 'Images',
    shortcuts: [
      { keys: 'Enter, double click', does: 'Create a container of it' },
      { keys: '↑ ↓, Home, End', does: 'Move; with Shift select' },
      { keys: 'Ctrl+A, Esc', does: 'Select all, none' },
      { keys: 'F2, Del', does: 'Give it a name, remove' },
      { keys: 'Shift+F10', does: 'The menu of all commands' },
    ],
  },
  { title: 'Terminals', shortcuts: terminalShortcuts },
];

/** All keys, by where they work. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <div className={styles.keys}>
        {groups.map(({ title, shortcuts }) => (
          <Fragment key={title}>
            <h3>{title}</h3>
            {shortcuts.map(({ keys, does }) => (
              <Fragment key={keys}>
                <kbd>{keys}</kbd>
                <span>{does}</span>
              </Fragment>
            ))}
          </Fragment>
        ))}
      </div>
      <DialogButtons>
        <Button variant="primary" onPress={onClose}>
          Close
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
