import { CopyButton } from '../../ui/index.ts';
import styles from './Parts.module.css';

/** The copy button of one line, seen where the pointer or the focus is. */
export function Copy(props: { readonly text: string; readonly label: string }) {
  return (
    <span className={styles.copy}>
      <CopyButton {...props} />
    </span>
  );
}
