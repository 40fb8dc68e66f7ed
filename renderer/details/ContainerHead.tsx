import type { ContainerSummary } from '../../shared/container.ts';
import { dotOf, shownState } from '../containers/list/words.ts';
import { CopyButton, plainText, StateDot } from '../ui/index.ts';
import styles from './Details.module.css';

/** Name, state and id. */
export function ContainerHead({ summary }: { readonly summary: ContainerSummary }) {
  return (
    <header className={styles.head}>
      <h2 title={plainText(summary.name)}>{plainText(summary.name)}</h2>
      <span className={styles.state}>
        <StateDot kind={dotOf(summary, null)} />
        {shownState(summary)}
      </span>
      <span className={styles.id}>
        <code>{summary.id.slice(0, 12)}</code>
        <CopyButton text={summary.id} label="Copy the id" />
      </span>
    </header>
  );
}
