import { useState } from 'react';
import { actOnAll } from '../../state/actions.ts';
import { Button, Checkbox, Dialog, DialogButtons, Notice, plainText } from '../../ui/index.ts';
import type { Question } from './ask.ts';
import styles from './Dialogs.module.css';
import { useFrozen } from './use-frozen.ts';

/** Asks before containers are removed: by their names, and with what else would go. */
export function RemoveDialog({ question, onClose }: { readonly question: Question; readonly onClose: () => void }) {
  const { engineId, containers } = question;
  const [volumes, setVolumes] = useState(false);
  const [force, setForce] = useState(false);
  const alive = containers.filter(({ state }) => state === 'running' || state === 'paused' || state === 'stopping');
  const frozen = useFrozen(engineId, containers);
  const [first] = containers;
  const title =
    containers.length === 1 ? `Remove ${plainText(first?.name ?? '')}?` : `Remove ${containers.length} containers?`;
  const remove = (): void => {
    actOnAll(engineId, containers, { do: 'remove', force, volumes });
    onClose();
  };
  return (
    <Dialog role="alertdialog" title={title} onClose={onClose}>
      {containers.length > 1 && (
        <ul className={styles.names}>
          {containers.map(({ id, name }) => (
            <li key={id}>{plainText(name)}</li>
          ))}
        </ul>
      )}
      <p>What was written inside of {containers.length === 1 ? 'it' : 'them'} is lost. Images stay.</p>
      {frozen !== null && frozen.length > 0 && (
        <Notice tone="warning" title="A checkpoint in place is lost too">
          <p>
            {frozen.map(({ name }) => plainText(name)).join(', ')}: frozen in place, and can’t be restored after this.
          </p>
        </Notice>
      )}
      {alive.length > 0 && (
        <Checkbox
          isSelected={force}
          onChange={setForce}
          description={`Running now: ${alive.map(({ name }) => plainText(name)).join(', ')}`}
        >
          Kill what is running first
        </Checkbox>
      )}
      <Checkbox isSelected={volumes} onChange={setVolumes} description="Volumes with a name are kept.">
        Remove anonymous volumes too
      </Checkbox>
      <DialogButtons>
        <Button onPress={onClose} autoFocus>
          Cancel
        </Button>
        <Button variant="danger" onPress={remove} isDisabled={frozen === null || (alive.length > 0 && !force)}>
          {force ? 'Kill and remove' : 'Remove'}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
