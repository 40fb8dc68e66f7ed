import { dismiss, type Failure } from '../../state/actions.ts';
import { Button, plainText, WithCode } from '../../ui/index.ts';
import styles from './RowFailure.module.css';

/** What could not be done to a container, under its row, until it is dismissed or done. */
export function RowFailure(props: { readonly containerId: string; readonly name: string; readonly failure: Failure }) {
  const { containerId, name, failure } = props;
  const of = plainText(name);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus
    // biome-ignore lint/a11y/useSemanticElements: see the row
    <div role="gridcell" aria-colspan={7} className={styles.failure} data-own-pointer>
      <div role="alert" className={styles.words}>
        <FailureWords error={failure.error} />
      </div>
      <div className={styles.buttons}>
        {failure.retry !== null && (
          <Button
            aria-label={failure.next === undefined ? `Try again: ${failure.doing} ${of}` : `${failure.next}: ${of}`}
            onPress={failure.retry}
          >
            {failure.next ?? 'Try again'}
          </Button>
        )}
        <Button variant="quiet" aria-label={`Dismiss the failure of ${of}`} onPress={() => dismiss(containerId)}>
          Dismiss
        </Button>
      </div>
    </div>
  );
}

/** What failed, the engine's own words, and what to do. */
export function FailureWords({ error: { message, engineMessage, hint } }: Pick<Failure, 'error'>) {
  return (
    <>
      <p className={styles.message}>{message}</p>
      {engineMessage !== null && <pre className={styles.engine}>{engineMessage}</pre>}
      {hint !== null && (
        <p className={styles.hint}>
          <WithCode text={hint} />
        </p>
      )}
    </>
  );
}
