import { useId, useState } from 'react';
import { dismiss, dismissAll, useActions } from '../../state/actions.ts';
import { useContainersOf } from '../../state/containers.ts';
import { type Fold, toldFailures } from '../../state/failures.ts';
import { showContainer } from '../../state/navigation.ts';
import { Button, plainText } from '../../ui/index.ts';
import styles from './FoldedFailures.module.css';
import { FailureWords } from './RowFailure.tsx';
import { doneWords } from './words.ts';

/** What could not be done to many containers of an engine, over their list: one notice for each kind of failure. */
export function FoldedFailures({ engineId }: { readonly engineId: string }) {
  const { folds } = useActions((state) => toldFailures(state.failures));
  return folds.map((fold) => <Folded key={fold.key} engineId={engineId} fold={fold} />);
}

function Folded({ engineId, fold }: { readonly engineId: string; readonly fold: Fold }) {
  const containers = useContainersOf(engineId);
  const [isOpen, setOpen] = useState(false);
  const listId = useId();
  const failed = [...fold.failures].flatMap(([id, failure]) => {
    const name = containers.get(id)?.name;
    return name === undefined ? [] : [{ id, name: plainText(name), failure }];
  });
  if (failed.length === 0) return null;
  const names = failed.map(({ name }) => name).join(', ');
  return (
    <section className={styles.folded} aria-label="Failures of several containers">
      <div className={styles.head}>
        <div role="alert" className={styles.words}>
          <p className={styles.title}>
            {failed.length === 1 ? '1 container' : `${failed.length} containers`} could not be {doneWords[fold.doing]}
          </p>
          <p className={styles.names} title={names}>
            {names}
          </p>
        </div>
        <Button aria-expanded={isOpen} aria-controls={listId} onPress={() => setOpen(!isOpen)}>
          {isOpen ? 'Hide each' : 'Show each'}
        </Button>
        <Button variant="quiet" onPress={() => dismissAll(failed.map(({ id }) => id))}>
          Dismiss all
        </Button>
      </div>
      <ul id={listId} hidden={!isOpen} className={styles.each}>
        {failed.map(({ id, name, failure }) => (
          <li key={id}>
            <div className={styles.words}>
              <FailureWords error={failure.error} />
            </div>
            <Button aria-label={`Show ${name}`} onPress={() => showContainer(id)}>
              Show
            </Button>
            {failure.retry !== null && (
              <Button aria-label={`Try again: ${failure.doing} ${name}`} onPress={failure.retry}>
                Try again
              </Button>
            )}
            <Button variant="quiet" aria-label={`Dismiss the failure of ${name}`} onPress={() => dismiss(id)}>
              Dismiss
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
