import { type FormEvent, useState } from 'react';
import { openSession } from '../state/sessions.ts';
import { Button, Dialog, DialogButtons, plainText, TextField } from '../ui/index.ts';
import { splitWords } from '../ui/shell-words.ts';
import type { Place } from './new-terminal.ts';
import styles from './TerminalPane.module.css';

/** Runs something else than the best shell: a program of the image, as another user, in another folder. */
export function RunDialog({ place, onClose }: { readonly place: Place; onClose(): void }) {
  const [line, setLine] = useState('');
  const [user, setUser] = useState('');
  const [cwd, setCwd] = useState('');
  const words = splitWords(line);
  const run = (event: FormEvent): void => {
    event.preventDefault();
    if (words === null) return;
    const command = words.length === 0 ? null : words;
    const options = { command, user: user.trim() || null, cwd: cwd.trim() || null };
    void openSession(place.engineId, place.containerId, 'exec', options);
    onClose();
  };
  return (
    <Dialog title={`Run in ${plainText(place.name)}`} onClose={onClose}>
      <form className={styles.form} onSubmit={run}>
        <TextField
          label="Command"
          value={line}
          onChange={setLine}
          placeholder="The best shell that is there"
          isInvalid={words === null}
          errorMessage="A quote isn’t closed."
          description="Without a shell around it: no variables, no pipes."
        />
        <TextField label="User" value={user} onChange={setUser} placeholder="The container’s own" />
        <TextField label="Working folder" value={cwd} onChange={setCwd} placeholder="The container’s own" />
        <DialogButtons>
          <Button onPress={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isDisabled={words === null}>
            Run
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
