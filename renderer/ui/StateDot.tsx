import { cx } from './cx.ts';
import { Icon } from './icons.tsx';
import styles from './StateDot.module.css';

export type DotKind = 'running' | 'paused' | 'frozen' | 'ended' | 'failed' | 'idle' | 'busy' | 'unknown';

/** A mark of a state, told apart by its form as well as by its colour. What it means is said by the words beside it. */
export function StateDot({ kind }: { readonly kind: DotKind }) {
  return (
    <span className={cx(styles.dot, styles[kind])} aria-hidden="true">
      {kind === 'frozen' && <Icon name="frozen" />}
    </span>
  );
}
