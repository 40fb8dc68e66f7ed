import type { ContainerSummary } from '../../shared/container.ts';
import { doingWords, dotOf, shownState } from '../containers/list/words.ts';
import { useDoing } from '../state/actions.ts';
import { CopyButton, plainText, StateDot } from '../ui/index.ts';
import styles from './Details.module.css';

/** Name, state or what is being done to it, and id. */
export function ContainerHead({ summary }: { readonly summary: ContainerSummary }) {
  const doing = useDoing(summary.id);
  return (
    <header className={styles.head}>
      <h2 title={plainText(summary.name)}>{plainText(summary.name)}</h2>
      <span className={styles.state}>
        <StateDot kind={dotOf(summary, doing)} />
        {doing === null ? shownState(summary) : doingWords[doing]}
      </span>
      <span className={styles.id}>
        <code>{summary.id.slice(0, 12)}</code>
        <CopyButton text={summary.id} label="Copy the id" />
      </span>
    </header>
  );
}
