import { dismiss } from '../../state/actions.ts';
import type { Failure } from '../../state/failures.ts';
import { Button, Icon, plainText, WithCode } from '../../ui/index.ts';
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
            onPress={() => failure.retry?.([containerId])}
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

/** At a row whose failure is told over the list. */
export function FailureMark({ error: { message, engineMessage, hint } }: Pick<Failure, 'error'>) {
  const words = [message, engineMessage, hint?.replaceAll('`', '')].filter(Boolean).join('\n');
  return (
    <span role="img" className={styles.mark} title={words} aria-label={`Failed: ${words}`}>
      <Icon name="error" />
    </span>
  );
}
