import { useId, useState } from 'react';
import { dismiss, dismissAll, keepFolded, useActions } from '../../state/actions.ts';
import { useContainersOf } from '../../state/containers.ts';
import { type Fold, toldFailures } from '../../state/failures.ts';
import { showContainer } from '../../state/navigation.ts';
import { Button, plainText } from '../../ui/index.ts';
import styles from './FoldedFailures.module.css';
import { FailureWords } from './RowFailure.tsx';
import { doneWords } from './words.ts';

/** So many are named at the head; each is in its list. */
const named = 5;

/** What could not be done to many containers of an engine, over their list: one notice for each reason. */
export function FoldedFailures({ engineId }: { readonly engineId: string }) {
  const { folds } = useActions(toldFailures);
  return folds
    .filter((fold) => fold.engineId === engineId)
    .map((fold) => <Folded key={fold.key} engineId={engineId} fold={fold} />);
}

function Folded({ engineId, fold }: { readonly engineId: string; readonly fold: Fold }) {
  const { doing, error, failures } = fold;
  const containers = useContainersOf(engineId);
  const [isOpen, setOpen] = useState(false);
  const listId = useId();
  const failed = [...failures].map(([id, { name }]) => ({ id, name: plainText(containers.get(id)?.name ?? name) }));
  const title = `${failed.length === 1 ? '1 container' : `${failed.length} containers`} could not be ${doneWords[doing]}`;
  return (
    <section className={styles.folded} aria-label={`${title}: ${plainText(error.engineMessage ?? error.message)}`}>
      <div className={styles.head}>
        <div className={styles.words}>
          {/* Told anew with each that follows, so nothing but this is. */}
          <p role="alert" className={styles.title}>
            {title}
          </p>
          <FailureWords error={error} />
          <p className={styles.names}>{namesOf(failed.map(({ name }) => name))}</p>
        </div>
        <Button aria-expanded={isOpen} aria-controls={listId} onPress={() => setOpen(!isOpen)}>
          {isOpen ? 'Hide each' : 'Show each'}
        </Button>
        <Button aria-label={`Try all again: ${doing}`} onPress={() => tryAgain(fold)}>
          Try all again
        </Button>
        <Button variant="quiet" onPress={() => dismissAll([...failures.keys()])}>
          Dismiss all
        </Button>
      </div>
      <ul id={listId} hidden={!isOpen} className={styles.each}>
        {failed.map(({ id, name }) => (
          <li key={id}>
            <p className={styles.words}>{name}</p>
            <Button aria-label={`Show ${name}`} onPress={() => showContainer(id)}>
              Show
            </Button>
            <Button aria-label={`Try again: ${doing} ${name}`} onPress={() => failures.get(id)?.retry?.([id])}>
              Try again
            </Button>
            <Button variant="quiet" aria-label={`Dismiss the failure of ${name}`} onPress={() => dismiss(id)}>
              Dismiss
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function namesOf(names: readonly string[]): string {
  const rest = names.length - named;
  return rest <= 1 ? names.join(', ') : `${names.slice(0, named).join(', ')} and ${rest} more`;
}

/** What was done by one command is done by one again: then there is one question at the most. */
function tryAgain({ key, failures }: Fold): void {
  const retries = new Set([...failures.values()].map(({ retry }) => retry));
  for (const retry of retries) retry?.([...failures].flatMap(([id, failure]) => (failure.retry === retry ? [id] : [])));
  keepFolded(key);
}
