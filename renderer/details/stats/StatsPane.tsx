import { useEffect, useState } from 'react';
import type { StatsSample } from '../../../shared/stats.ts';
import { useEngine } from '../../state/engines.ts';
import { useFigures, watchStats } from '../../state/stats.ts';
import { EmptyState, ErrorNotice } from '../../ui/index.ts';
import type { PaneProps } from '../parts/pane-props.ts';
import { usePageVisible } from '../parts/use-page-visible.ts';
import { PlotCard } from './PlotCard.tsx';
import { timeOfDay } from './plot-options.ts';
import styles from './Stats.module.css';
import { plots, sampleAt } from './series.ts';
import { TimeSlider } from './TimeSlider.tsx';

/** Watches while the window is seen, this tab is shown, and the container runs on an engine that answers. */
function useWatch({ target, summary }: PaneProps, isAway: boolean): () => void {
  const isVisible = usePageVisible();
  const isRunning = summary.state === 'running' || summary.state === 'paused';
  const [attempt, setAttempt] = useState(0);
  const { engineId, containerId } = target;
  // biome-ignore lint/correctness/useExhaustiveDependencies: an attempt more begins anew
  useEffect(() => {
    if (!isVisible || !isRunning || isAway) return;
    return watchStats({ engineId, containerId });
  }, [engineId, containerId, isVisible, isRunning, isAway, attempt]);
  return () => setAttempt((number) => number + 1);
}

function latestWords(last: StatsSample | undefined, isRunning: boolean, isAway: boolean): string {
  if (last === undefined || (isRunning && !isAway)) return 'Now';
  const time = timeOfDay(last.at / 1000);
  return isRunning ? `Not measured since ${time}` : `Ended ${time}`;
}

/** Live plots of CPU, memory, network and disk under one crosshair. */
export function StatsPane(props: PaneProps) {
  const isAway = useEngine(props.target.engineId)?.connection.state === 'lost';
  const retry = useWatch(props, isAway);
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
  if (last === undefined && isAway) {
    return (
      <EmptyState title="Nothing is measured">
        The engine doesn’t answer. CPU, memory, network and disk are drawn here as soon as it does.
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
              latest={latestWords(last, isRunning, isAway)}
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
