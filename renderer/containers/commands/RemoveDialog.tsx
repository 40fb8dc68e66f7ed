import { useEffect, useId, useState } from 'react';
import { useEngine } from '../../state/engines.ts';
import { Button, Checkbox, Dialog, DialogButtons, plainText } from '../../ui/index.ts';
import { useArchived } from './archived.ts';
import type { Question } from './ask.ts';
import { type Found, findFrozen, knownFrozen, unknownOf } from './find-frozen.ts';
import { type Lost, LostCheckpoints, lostOf } from './LostCheckpoints.tsx';
import { Names } from './Names.tsx';
import { remove } from './remove.ts';

/** What the rows tell at once, and what the engine tells then. */
function useLost({ engineId, containers }: Question): Lost {
  const unknown = unknownOf(containers);
  const [found, setFound] = useState<Found | null>(null);
  const isAsked = unknown.length > 0;
  useEffect(() => {
    if (!isAsked) return;
    let over = false;
    void findFrozen(engineId, containers).then((answer) => {
      if (!over) setFound(answer);
    });
    return () => {
      over = true;
    };
  }, [engineId, containers, isAsked]);
  const now = found ?? knownFrozen(containers);
  return { ...now, awaited: found === null ? unknown : [], archived: useArchived(engineId, now.frozen) };
}

/** Asks before containers are removed: by their names, and with what else would go. */
export function RemoveDialog({ question, onClose }: { readonly question: Question; readonly onClose: () => void }) {
  const { engineId, containers } = question;
  const [volumes, setVolumes] = useState(false);
  const [force, setForce] = useState(false);
  const hasAnonymous = useEngine(engineId)?.capabilities?.anonymousVolumes ?? { supported: true };
  const alive = containers.filter(({ state }) => state === 'running' || state === 'paused' || state === 'stopping');
  const lost = useLost(question);
  const isLooking = lost.awaited.length > 0;
  const lostId = useId();
  const mayLose = containers.some(({ checkpointed }) => checkpointed !== false);
  const [first] = containers;
  const title =
    containers.length === 1 ? `Remove ${plainText(first?.name ?? '')}?` : `Remove ${containers.length} containers?`;
  const removeNow = (): void => {
    const unsure = lost.unsure.map(({ container }) => container);
    remove(engineId, containers, { force, volumes, warnedOf: [...lost.frozen, ...unsure] });
    onClose();
  };
  return (
    <Dialog role="alertdialog" title={title} onClose={onClose}>
      {containers.length > 1 && <Names containers={containers} noteOf={(each) => lostOf(each, lost)} />}
      <p>What was written inside of {containers.length === 1 ? 'it' : 'them'} is lost. Images stay.</p>
      {mayLose && <LostCheckpoints id={lostId} lost={lost} />}
      {alive.length > 0 && (
        <Checkbox
          isSelected={force}
          onChange={setForce}
          description={`Else they can’t be removed. Running now: ${alive.map(({ name }) => plainText(name)).join(', ')}`}
        >
          Kill what is running first
        </Checkbox>
      )}
      <Checkbox
        isSelected={volumes && hasAnonymous.supported}
        isDisabled={!hasAnonymous.supported}
        onChange={setVolumes}
        description={hasAnonymous.supported ? 'Volumes with a name are kept.' : hasAnonymous.reason}
      >
        Remove anonymous volumes too
      </Checkbox>
      <DialogButtons>
        <Button onPress={onClose}>Cancel</Button>
        <Button
          variant="danger"
          onPress={removeNow}
          isDisabled={isLooking || (alive.length > 0 && !force)}
          {...(isLooking ? { 'aria-describedby': lostId } : {})}
        >
          {force ? 'Kill and remove' : 'Remove'}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
