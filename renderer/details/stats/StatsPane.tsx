import { useEffect, useState } from 'react';
import type { StatsSample } from '../../../shared/stats.ts';
import { useFigures, watchStats } from '../../state/stats.ts';
import { EmptyState, ErrorNotice } from '../../ui/index.ts';
import type { PaneProps } from '../parts/pane-props.ts';
import { usePageVisible } from '../parts/use-page-visible.ts';
import { PlotCard } from './PlotCard.tsx';
import { timeOfDay } from './plot-options.ts';
import styles from './Stats.module.css';
import { plots } from './series.ts';

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

function Heading({ samples, at }: { readonly samples: readonly StatsSample[]; readonly at: number | null }) {
  const latest = samples.at(-1);
  const processes = latest === undefined ? '–' : `${latest.processes}`;
  return (
    <header className={styles.heading}>
      <span>
        Processes <strong>{processes}</strong>
      </span>
      <span className={styles.when}>{at === null ? 'Now' : timeOfDay(at)}</span>
    </header>
  );
}

/** Live plots of CPU, memory, network and disk under one crosshair. */
export function StatsPane(props: PaneProps) {
  const retry = useWatch(props);
  const { samples, error } = useFigures(props.target);
  const [cursor, setCursor] = useState<number | null>(null);
  const { state } = props.summary;
  if (error !== null) return <ErrorNotice error={error} onRetry={retry} />;
  if (samples.length === 0 && state !== 'running' && state !== 'paused') {
    return <EmptyState title="It does not run">Its figures are drawn here while the container runs.</EmptyState>;
  }
  return (
    <div className={styles.pane}>
      <Heading samples={samples} at={cursor} />
      {plots.map((spec) => (
        <PlotCard key={spec.id} spec={spec} samples={samples} cursorAt={cursor} onCursor={setCursor} />
      ))}
    </div>
  );
}
