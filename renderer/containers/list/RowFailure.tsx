import { type RefObject, useEffect, useRef, useState } from 'react';
import { dismiss } from '../../state/actions.ts';
import type { Failure } from '../../state/failures.ts';
import { Button, cx, Icon, plainText, WithCode } from '../../ui/index.ts';
import styles from './RowFailure.module.css';

/** What could not be done to a container, under its row, in two lines at first, until it is dismissed or done. */
export function RowFailure(props: { readonly containerId: string; readonly name: string; readonly failure: Failure }) {
  const { containerId, name, failure } = props;
  const of = plainText(name);
  const words = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const isCut = useIsCut(words);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus
    // biome-ignore lint/a11y/useSemanticElements: see the row
    <div role="gridcell" aria-colspan={7} className={styles.failure} data-own-pointer>
      <div ref={words} role="alert" className={cx(styles.words, !isOpen && styles.folded)}>
        <FailureWords error={failure.error} />
      </div>
      <div className={styles.buttons}>
        {(isCut || isOpen) && (
          <Button
            variant="quiet"
            aria-expanded={isOpen}
            aria-label={`${isOpen ? 'Less' : 'More'} on the failure of ${of}`}
            onPress={() => setOpen(!isOpen)}
          >
            {isOpen ? 'Less' : 'More'}
          </Button>
        )}
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

/** Whether an element's words are more than is seen of them. */
function useIsCut(words: RefObject<HTMLElement | null>): boolean {
  const [isCut, setCut] = useState(false);
  useEffect(() => {
    const element = words.current;
    if (element === null) return undefined;
    const sizes = new ResizeObserver(() => setCut(element.scrollHeight > element.clientHeight + 1));
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [words]);
  return isCut;
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
