import type { ReactNode } from 'react';
import styles from './DialogButtons.module.css';
import { buttonsMark } from './dialog-manners.ts';

/** The buttons at a dialog's end: what cancels first, what it is for last. */
export function DialogButtons({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.buttons} {...{ [buttonsMark]: true }}>
      {children}
    </div>
  );
}
