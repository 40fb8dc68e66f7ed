import type { ErrorData } from '../../../shared/errors.ts';
import { ErrorNotice, plainText } from '../../ui/index.ts';
import styles from './Create.module.css';

interface StartErrorProps {
  readonly error: ErrorData;
  /** What the engine remarked when it created it. */
  readonly warnings: readonly string[];
}

/** Why the container that was created doesn't run, and what becomes of it by each of the buttons below. */
export function StartError({ error, warnings }: StartErrorProps) {
  return (
    <div className={styles.rows}>
      <ErrorNotice
        error={{ ...error, message: `“Create and start” failed at the start. ${error.message}` }}
        takesKeys
      />
      {warnings.map((words) => (
        <p key={words} className={styles.note}>
          {plainText(words)}
        </p>
      ))}
      <p className={styles.note}>
        The container has been created and has not run. “Keep it” leaves it in the list; “Change and try again” removes
        it and creates another one from what stands in this form.
      </p>
    </div>
  );
}
