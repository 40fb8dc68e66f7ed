import type { ReactNode } from 'react';
import styles from './Aside.module.css';
import { IconButton } from './Button.tsx';
import { leftByEscape } from './landing.ts';

/** What is known of what is chosen in a table, beside it: buttons for what can be done, then sections. */
export function Aside(props: {
  /** For who can't see it. */
  readonly label: string;
  readonly title: string;
  readonly actions: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { label, title, actions, onClose, children } = props;
  return (
    <aside className={styles.aside} aria-label={label} {...leftByEscape}>
      <header className={styles.head}>
        <h2>{title}</h2>
        <IconButton label="Close the details" icon="close" onPress={onClose} />
      </header>
      <div className={styles.actions}>{actions}</div>
      {children}
    </aside>
  );
}
