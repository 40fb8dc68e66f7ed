import { useEffect, useState } from 'react';
import { Button, Checkbox, Dialog, DialogButtons, Notice, plainText } from '../../ui/index.ts';
import type { Question } from './ask.ts';
import styles from './Dialogs.module.css';
import { type Found, findFrozen, knownFrozen, staysWords } from './find-frozen.ts';
import { remove } from './remove.ts';

/** What of them is frozen; null while it isn't known. */
function useFound({ engineId, containers }: Question): Found | null {
  const [found, setFound] = useState(() => knownFrozen(containers));
  useEffect(() => {
    let over = false;
    void findFrozen(engineId, containers).then((answer) => {
      if (!over) setFound(answer);
    });
    return () => {
      over = true;
    };
  }, [engineId, containers]);
  return found;
}

/** Asks before containers are removed: by their names, and with what else would go. */
export function RemoveDialog({ question, onClose }: { readonly question: Question; readonly onClose: () => void }) {
  const { engineId, containers } = question;
  const [volumes, setVolumes] = useState(false);
  const [force, setForce] = useState(false);
  const alive = containers.filter(({ state }) => state === 'running' || state === 'paused' || state === 'stopping');
  const found = useFound(question);
  const [first] = containers;
  const title =
    containers.length === 1 ? `Remove ${plainText(first?.name ?? '')}?` : `Remove ${containers.length} containers?`;
  const removeNow = (): void => {
    const unsure = found?.unsure.map(({ container }) => container) ?? [];
    remove(engineId, containers, { force, volumes, warnedOf: [...(found?.frozen ?? []), ...unsure] });
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
      {found !== null && <LostCheckpoints found={found} />}
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
        <Button onPress={onClose}>Cancel</Button>
        <Button variant="danger" onPress={removeNow} isDisabled={found === null || (alive.length > 0 && !force)}>
          {force ? 'Kill and remove' : 'Remove'}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}

/** It shall still be possible to remove one of which nobody can find out. */
function LostCheckpoints({ found: { frozen, archived, unsure } }: { readonly found: Found }) {
  const lost = frozen.filter((container) => !archived.includes(container));
  const names = (containers: Question['containers']): string =>
    containers.map(({ name }) => plainText(name)).join(', ');
  return (
    <>
      {lost.length > 0 && (
        <Notice tone="warning" title={lost.length === 1 ? 'A checkpoint goes with it' : 'Checkpoints go with them'}>
          <p>{names(lost)}: frozen in place, and can’t be restored after this.</p>
        </Notice>
      )}
      {archived.length > 0 && (
        <Notice tone="info" title={staysWords({ frozen, archived })}>
          <p>{names(archived)}: frozen in place, which goes; from the archive it can still be restored.</p>
        </Notice>
      )}
      {unsure.length > 0 && (
        <Notice tone="warning" title="Some may be frozen: it could not be found out">
          <p>{names(unsure.map(({ container }) => container))}: a checkpoint in place would be lost.</p>
        </Notice>
      )}
    </>
  );
}
