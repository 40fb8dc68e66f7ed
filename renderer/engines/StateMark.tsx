import type { DoctorItem } from '../../shared/doctor.ts';
import { Icon, type IconName } from '../ui/index.ts';
import styles from './Engines.module.css';

const marks: Readonly<Record<DoctorItem['state'], { readonly icon: IconName; readonly word: string }>> = {
  ok: { icon: 'check', word: 'there' },
  info: { icon: 'info', word: 'for your information' },
  limited: { icon: 'warning', word: 'limited' },
  missing: { icon: 'close', word: 'missing' },
};

/** A sign with its word for those who don't see it: colour alone tells nothing. */
export function StateMark({ state }: { readonly state: DoctorItem['state'] }) {
  const { icon, word } = marks[state];
  return (
    <span className={styles.mark} data-state={state} role="img" aria-label={word} title={word}>
      <Icon name={icon} />
    </span>
  );
}
