import { type FormEvent, useState } from 'react';
import { actOnAll } from '../../state/actions.ts';
import { useContainersOf } from '../../state/containers.ts';
import { Button, Dialog, DialogButtons, plainText, TextField } from '../../ui/index.ts';
import { nameFault } from '../name-fault.ts';
import type { Question } from './ask.ts';
import styles from './Dialogs.module.css';

/** Gives a container another name. */
export function RenameDialog({ question, onClose }: { readonly question: Question; readonly onClose: () => void }) {
  const { engineId, containers } = question;
  const old = containers[0]?.name ?? '';
  const [name, setName] = useState(old);
  const others = useContainersOf(engineId);
  const isTaken = [...others.values()].some((other) => other.name === name && other.id !== containers[0]?.id);
  const fault = nameFault(name) ?? (isTaken ? 'Another container has this name.' : null);
  const isReady = fault === null && name !== old;
  const rename = (event: FormEvent): void => {
    event.preventDefault();
    if (!isReady) return;
    actOnAll(engineId, containers, { do: 'rename', name });
    onClose();
  };
  return (
    <Dialog title={`Rename ${plainText(old)}`} onClose={onClose}>
      <form className={styles.form} onSubmit={rename}>
        <TextField
          label="New name"
          value={name}
          onChange={setName}
          isInvalid={fault !== null}
          description={
            name === old ? 'This is its name now: type another one.' : 'No other container in the list has this name.'
          }
          errorMessage={fault}
        />
        <DialogButtons>
          <Button onPress={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isDisabled={!isReady}>
            Rename
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
