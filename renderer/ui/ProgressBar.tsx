import { ProgressBar as AriaProgressBar, Label } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './ProgressBar.module.css';

interface ProgressBarProps {
  readonly label: string;
  /** Such as how many bytes. */
  readonly detail?: string | null | undefined;
  /** From 0 to 1; null: nobody can tell. */
  readonly value: number | null;
}

export function ProgressBar({ label, detail, value }: ProgressBarProps) {
  return (
    <AriaProgressBar
      className={styles.bar ?? ''}
      isIndeterminate={value === null}
      value={value ?? 0}
      minValue={0}
      maxValue={1}
    >
      <span className={styles.words}>
        <Label>{label}</Label>
        {detail && <span className={styles.detail}>{detail}</span>}
      </span>
      <div className={styles.track}>
        <div
          className={cx(styles.fill, value === null && styles.wandering)}
          style={value === null ? {} : { width: `${value * 100}%` }}
        />
      </div>
    </AriaProgressBar>
  );
}
