import type { ContainerSummary } from '../../../shared/container.ts';
import { Button, Dialog, DialogButtons, Notice, plainText } from '../../ui/index.ts';
import { type Archived, hasArchive, leftWords, useArchived } from './archived.ts';
import type { AfreshQuestion } from './ask.ts';
import styles from './Dialogs.module.css';
import type { Unsure } from './find-frozen.ts';
import { Names } from './Names.tsx';
import { restoreFrozen } from './restore.ts';
import { start, startOrAsk } from './start.ts';

/** Asks before a start or a restart from the beginning would lose checkpoints. */
export function StartFrozenDialog(props: { readonly question: AfreshQuestion; readonly onClose: () => void }) {
  const { question, onClose } = props;
  const { about: doing, engineId, containers, found } = question;
  const { frozen, unsure } = found;
  const archived = useArchived(engineId, frozen);
  const asked = [...frozen, ...unsure.map(({ container }) => container)];
  const others = containers.filter((container) => !asked.includes(container));
  const isOne = containers.length === 1;
  const then = (go: () => void) => (): void => {
    // Before: it may ask the next question.
    onClose();
    go();
  };
  const afresh = then(() => {
    start(engineId, others, doing);
    // The user has agreed for these alone.
    start(engineId, asked, doing, { afresh: true });
  });
  const restore = then(() => {
    start(engineId, others, doing);
    restoreFrozen(engineId, frozen);
  });
  const lookAgain = then(() => void startOrAsk(engineId, containers, doing));
  return (
    // With a way that loses nothing, that is where it begins.
    <Dialog role={frozen.length > 0 ? 'dialog' : 'alertdialog'} title={titleOf(question)} onClose={onClose}>
      {frozen.length > 0 && <FrozenWords frozen={frozen} archived={archived} isOne={isOne} />}
      {frozen.length > 0 && others.length > 0 && (
        <p className={styles.quiet}>
          {others.length === 1 ? 'The other one is' : `The other ${others.length} are`} {doing}ed either way.
        </p>
      )}
      {unsure.length > 0 && <UnsureNotice unsure={unsure} hasFrozen={frozen.length > 0} />}
      <DialogButtons>
        <Button onPress={onClose}>Cancel</Button>
        <Button variant="danger" onPress={afresh}>
          {isOne ? 'Start afresh' : 'Start all afresh'}
        </Button>
        {frozen.length === 0 ? (
          <Button onPress={lookAgain}>Look again</Button>
        ) : (
          <Button variant="primary" icon="restore" onPress={restore}>
            {frozen.length === 1 ? 'Restore…' : 'Restore'}
          </Button>
        )}
      </DialogButtons>
    </Dialog>
  );
}

function titleOf({ about, containers, found: { frozen } }: AfreshQuestion): string {
  const [first] = containers;
  const name = plainText(first?.name ?? '');
  const verb = about === 'start' ? 'Start' : 'Restart';
  if (frozen.length === 0)
    return containers.length === 1 ? `${verb} ${name}?` : `${verb} ${containers.length} containers?`;
  if (containers.length === 1) return `${name} is frozen`;
  return `${frozen.length} of ${containers.length} containers ${frozen.length === 1 ? 'is' : 'are'} frozen`;
}

function FrozenWords(props: {
  readonly frozen: readonly ContainerSummary[];
  readonly archived: Archived;
  readonly isOne: boolean;
}) {
  const { frozen, archived, isOne } = props;
  const isSingle = frozen.length === 1;
  return (
    <>
      {!isOne && (
        <Names containers={frozen} noteOf={(each) => (hasArchive(each, archived) ? 'has an archive' : null)} />
      )}
      <p>
        Restored, {isSingle ? 'it goes on where it was' : 'they go on where they were'}. Started afresh,{' '}
        {isSingle ? 'it begins' : 'they begin'} from the beginning, and{' '}
        {isSingle ? 'its checkpoint in place is' : 'their checkpoints in place are'} lost.
      </p>
      <p role="status" className={styles.later}>
        {leftWords(frozen, archived)}
      </p>
    </>
  );
}

/** Of these nobody could find out. */
function UnsureNotice({ unsure, hasFrozen }: { readonly unsure: readonly Unsure[]; readonly hasFrozen: boolean }) {
  const names = unsure.map(({ container }) => plainText(container.name)).join(', ');
  const words = new Set(unsure.map(({ error }) => error.engineMessage ?? error.message));
  return (
    <Notice tone="warning" title="Some may be frozen: it could not be found out">
      <p>
        {names}: {plainText([...words].join(' '))}
      </p>
      <p>{hasFrozen && 'Restore leaves them alone. '}Started afresh, a checkpoint is lost if there is one.</p>
    </Notice>
  );
}
