import { type ReactNode, useId } from 'react';
import styles from './Section.module.css';

/** A titled part of a tab or a panel; what belongs beside the title (a count, a button) in `aside`. */
export function Section(props: { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <header className={styles.head}>
        <h3 id={id}>{props.title}</h3>
        {props.aside}
      </header>
      {props.children}
    </section>
  );
}
