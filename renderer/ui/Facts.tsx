import type { ReactNode } from 'react';
import styles from './Facts.module.css';
import { LineCopyButton } from './LineCopyButton.tsx';
import { plainLines, plainText } from './plain-text.ts';

/** A list of facts: names at the left, values at the right. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}

/** One fact. With `copy` a button copies that text; without a value a dash stands for it. */
export function Fact(props: {
  readonly name: string;
  readonly copy?: string;
  /** A text that a program reads: set in the fixed-width face. */
  readonly code?: boolean;
  readonly children: ReactNode;
}) {
  const { name, copy, code = false, children } = props;
  const isEmpty = children === null || children === '' || children === undefined;
  const plain = code ? plainLines : plainText;
  const shown = typeof children === 'string' ? plain(children) : children;
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd data-code={code || undefined}>
        {isEmpty ? <span className={styles.dash}>–</span> : <span className={styles.value}>{shown}</span>}
        {copy !== undefined && copy !== '' && <LineCopyButton text={copy} label={`Copy ${name.toLowerCase()}`} />}
      </dd>
    </div>
  );
}
