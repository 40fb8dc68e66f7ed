import { useEffect, useState } from 'react';
import { useFigures, watchStats } from '../../state/stats.ts';
import { EmptyState, ErrorNotice } from '../../ui/index.ts';
import type { PaneProps } from '../parts/pane-props.ts';
import { usePageVisible } from '../parts/use-page-visible.ts';
import { PlotCard } from './PlotCard.tsx';
import { timeOfDay } from './plot-options.ts';
import styles from './Stats.module.css';
import { plots, sampleAt } from './series.ts';
import { TimeSlider } from './TimeSlider.tsx';

/** Watches while the window is seen, this tab is shown and the container runs; not a moment longer. */
function useWatch({ target, summary }: PaneProps): () => void {
  const isVisible = usePageVisible();
  const isRunning = summary.state === 'running' || summary.state === 'paused';
  const [attempt, setAttempt] = useState(0);
  const { engineId, containerId } = target;
  // biome-ignore lint/correctness/useExhaustiveDependencies: an attempt more begins anew
  useEffect(() => {
    if (!isVisible || !isRunning) return;
    return watchStats({ engineId, containerId });
  }, [engineId, containerId, isVisible, isRunning, attempt]);
  return () => setAttempt((number) => number + 1);
}

/** Live plots of CPU, memory, network and disk under one crosshair. */
export function StatsPane(props: PaneProps) {
  const retry = useWatch(props);
  const { samples, error } = useFigures(props.target);
  const [cursor, setCursor] = useState<number | null>(null);
  const { state } = props.summary;
  const isRunning = state === 'running' || state === 'paused';
  const last = samples.at(-1);
  if (last === undefined && !isRunning) {
    return (
      <EmptyState title="It does not run">
        CPU, memory, network and disk are drawn here while the container runs. Nothing is measured when nobody looks.
      </EmptyState>
    );
  }
  return (
    <div className={styles.pane}>
      {error !== null && (
        <div className={styles.failure}>
          <ErrorNotice error={error} onRetry={retry} />
        </div>
      )}
      {(error === null || last !== undefined) && (
        <>
          <header className={styles.heading}>
            <span>
              Processes <strong>{sampleAt(samples, cursor)?.processes ?? '–'}</strong>
            </span>
            <TimeSlider
              samples={samples}
              at={cursor}
              onChange={setCursor}
              latest={isRunning || last === undefined ? 'Now' : `Ended ${timeOfDay(last.at / 1000)}`}
            />
          </header>
          {plots.map((spec) => (
            <PlotCard key={spec.id} spec={spec} samples={samples} cursorAt={cursor} onCursor={setCursor} />
          ))}
        </>
      )}
    </div>
  );
}
