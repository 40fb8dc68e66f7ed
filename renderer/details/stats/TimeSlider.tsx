import type { KeyboardEvent } from 'react';
import type { StatsSample } from '../../../shared/stats.ts';
import { timeOfDay } from './plot-options.ts';
import styles from './Stats.module.css';

const far = 10;

/** Where a key leads from one reading to another; null: back to the latest. Undefined: no key of ours. */
function destination({ key, shiftKey }: KeyboardEvent, at: number, last: number): number | null | undefined {
  const step = shiftKey ? far : 1;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(0, at - step);
    case 'ArrowRight':
    case 'ArrowUp':
      return at + step >= last ? null : at + step;
    case 'PageDown':
      return Math.max(0, at - far);
    case 'PageUp':
      return at + far >= last ? null : at + far;
    case 'Home':
      return 0;
    case 'End':
    case 'Escape':
      return null;
    default:
      return undefined;
  }
}

/** The time whose figures are shown: what the pointer chooses in the plots, the keys choose here. */
export function TimeSlider(props: {
  readonly samples: readonly StatsSample[];
  /** Seconds since 1970; null: the latest. */
  readonly at: number | null;
  readonly onChange: (at: number | null) => void;
  /** What the latest reading is called. */
  readonly latest: string;
}) {
  const { samples, at, onChange, latest } = props;
  const last = Math.max(0, samples.length - 1);
  const found = at === null ? -1 : samples.findIndex((sample) => sample.at / 1000 === at);
  const index = found < 0 ? last : found;
  const words = at === null ? latest : timeOfDay(at);

  function onKeyDown(event: KeyboardEvent): void {
    const to = destination(event, index, last);
    if (to === undefined || samples.length === 0) return;
    event.preventDefault();
    const sample = to === null ? undefined : samples[to];
    onChange(sample === undefined ? null : sample.at / 1000);
  }

  return (
    <span
      className={styles.when}
      role="slider"
      tabIndex={0}
      aria-label="Time of the figures"
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={index}
      aria-valuetext={words}
      title="The arrow keys look back, Escape returns to the latest"
      onKeyDown={onKeyDown}
    >
      {words}
    </span>
  );
}
