import type { ContainerSummary } from '../../../shared/container.ts';
import { plainText } from '../../ui/index.ts';
import styles from './Dialogs.module.css';

/** The containers of a question, each on a line of its own, and what is to be known of it. */
export function Names(props: {
  readonly containers: readonly ContainerSummary[];
  /** Null: nothing. */
  readonly noteOf: (container: ContainerSummary) => string | null;
}) {
  return (
    <ul className={styles.names}>
      {props.containers.map((container) => {
        const note = props.noteOf(container);
        return (
          <li key={container.id}>
            {plainText(container.name)}
            {note !== null && <span className={styles.note}> {note}</span>}
          </li>
        );
      })}
    </ul>
  );
}
