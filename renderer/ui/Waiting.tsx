import type { ReactNode } from 'react';
import { Spinner } from './Button.tsx';
import styles from './Waiting.module.css';

/** What is being waited for; seen only when it takes a moment. */
export function Waiting({ children }: { readonly children: ReactNode }) {
  return (
    <p className={styles.waiting} role="status">
      <Spinner /> {children}
    </p>
  );
}
