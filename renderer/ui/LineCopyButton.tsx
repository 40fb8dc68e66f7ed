import { CopyButton } from './CopyButton.tsx';
import styles from './LineCopyButton.module.css';

/** The copy button of one line, seen where the pointer or the focus is. */
export function LineCopyButton(props: { readonly text: string; readonly label: string }) {
  return (
    <span className={styles.copy}>
      <CopyButton {...props} />
    </span>
  );
}
