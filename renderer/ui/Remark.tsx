import styles from './Remark.module.css';

/** A word on what a key didn't do, over a list's end: it moves nothing. @param words null: there is none */
export function Remark({ words }: { readonly words: string | null }) {
  return (
    <div role="status" aria-label="Remark" className={styles.place}>
      {words !== null && <p className={styles.remark}>{words}</p>}
    </div>
  );
}
