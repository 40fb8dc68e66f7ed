import type { ReactNode } from 'react';
import type { Loaded } from '../../state/details.ts';
import { ErrorNotice } from '../../ui/index.ts';
import styles from './Parts.module.css';
import { useLate } from './use-late.ts';

/**
 * What was read, or that it is being read (once that takes long enough to tell), or why it could not be. What was
 * read before stays to be seen under an error.
 */
export function Resource<T>(props: {
  readonly loaded: Loaded<T>;
  readonly onRetry: () => void;
  /** What is read, in a word: "facts". */
  readonly what: string;
  readonly children: (value: T) => ReactNode;
}) {
  const { loaded, onRetry, what, children } = props;
  const isLate = useLate(loaded.value === null && loaded.error === null);
  return (
    <>
      {loaded.error !== null && (
        <div className={styles.failure}>
          <ErrorNotice error={loaded.error} onRetry={onRetry} />
        </div>
      )}
      {loaded.value !== null && children(loaded.value)}
      {isLate && (
        <p className={styles.reading} role="status">
          Reading the {what}…
        </p>
      )}
    </>
  );
}
