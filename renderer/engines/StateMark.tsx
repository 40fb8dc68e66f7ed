import type { DoctorItem } from '../../shared/doctor.ts';
import styles from './Engines.module.css';

const marks: Readonly<Record<DoctorItem['state'], { readonly sign: string; readonly word: string }>> = {
  ok: { sign: '✓', word: 'there' },
  limited: { sign: '!', word: 'limited' },
  missing: { sign: '✕', word: 'missing' },
};

/** A sign with its word for those who don't see it: colour alone tells nothing. */
export function StateMark({ state }: { readonly state: DoctorItem['state'] }) {
  const { sign, word } = marks[state];
  return (
    <span className={styles.mark} data-state={state} role="img" aria-label={word} title={word}>
      {sign}
    </span>
  );
}
