import { useCallback, useId, useMemo, useRef } from 'react';
import type { StatsSample } from '../../../shared/stats.ts';
import { formatBytes } from '../../ui/format.ts';
import { Plot } from './Plot.tsx';
import styles from './Stats.module.css';
import { columns, type PlotSpec, sampleAt } from './series.ts';

function limitWords(spec: PlotSpec, sample: StatsSample | undefined): string | null {
  if (spec.id !== 'memory' || sample === undefined || sample.memoryLimitBytes <= 0) return null;
  const share = (100 * sample.memoryBytes) / sample.memoryLimitBytes;
  return `of ${formatBytes(sample.memoryLimitBytes)} (${share.toFixed(1)} %)`;
}

/** A plot with its title, and its figures as text: those under the crosshair, else the latest. */
export function PlotCard(props: {
  readonly spec: PlotSpec;
  readonly samples: readonly StatsSample[];
  /** Seconds since 1970 under the crosshair; null: it is nowhere. */
  readonly cursorAt: number | null;
  readonly onCursor: (at: number | null) => void;
}) {
  const { spec, samples, cursorAt, onCursor } = props;
  const data = useMemo(() => columns(samples, spec), [samples, spec]);
  const times = useRef(data[0]);
  times.current = data[0];
  const onIndex = useCallback(
    (index: number | null) => onCursor(index === null ? null : (times.current[index] ?? null)),
    [onCursor],
  );
  const shown = sampleAt(samples, cursorAt);
  const limit = limitWords(spec, shown);
  const isUntold = shown !== undefined && spec.series.every(({ of }) => of(shown) === null);
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={id}>
      <header className={styles.cardHead}>
        <h3 id={id}>{spec.title}</h3>
        <dl className={styles.legend}>
          {spec.series.map(({ name, of }, index) => {
            const value = shown === undefined ? null : of(shown);
            return (
              <div key={name} data-series={index + 1}>
                <dt>{name}</dt>
                <dd>{value === null ? '–' : spec.format(value)}</dd>
                {limit !== null && <dd className={styles.limit}>{limit}</dd>}
              </div>
            );
          })}
        </dl>
      </header>
      {isUntold && (
        <p className={styles.untold}>Not told by this machine: its kernel doesn’t count it for containers.</p>
      )}
      <Plot spec={spec} data={data} cursorKey="gantry-stats" cursorAt={cursorAt} onCursor={onIndex} />
    </section>
  );
}
