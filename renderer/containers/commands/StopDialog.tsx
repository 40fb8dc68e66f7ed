import { type FormEvent, useState } from 'react';
import { actOnAll } from '../../state/actions.ts';
import { Button, Dialog, DialogButtons, plainText, TextField } from '../../ui/index.ts';
import type { Question } from './ask.ts';
import styles from './Dialogs.module.css';

const longest = 86_400;

/** Stops containers, with the patience that the user gives. */
export function StopDialog({ question, onClose }: { readonly question: Question; readonly onClose: () => void }) {
  const { engineId, containers } = question;
  const [typed, setTyped] = useState('10');
  const seconds = /^[0-9]+$/.test(typed.trim()) ? Number(typed) : Number.NaN;
  const isSound = seconds <= longest;
  const stop = (event: FormEvent): void => {
    event.preventDefault();
    if (!isSound) return;
    actOnAll(engineId, containers, { do: 'stop', timeoutSeconds: seconds });
    onClose();
  };
  const whom = containers.length === 1 ? plainText(containers[0]?.name ?? '') : `${containers.length} containers`;
  return (
    <Dialog title={`Stop ${whom}`} onClose={onClose}>
      <form className={styles.form} onSubmit={stop}>
        <TextField
          label="Time-out in seconds"
          value={typed}
          onChange={setTyped}
          isInvalid={!isSound}
          errorMessage={`Whole seconds, ${longest} at most.`}
          description="The stop signal first; SIGKILL after this time. 0 kills at once."
          inputMode="numeric"
        />
        <DialogButtons>
          <Button onPress={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isDisabled={!isSound}>
            Stop
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
