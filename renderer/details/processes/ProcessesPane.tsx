import { useEffect, useState } from 'react';
import { processTables } from '../../state/details.ts';
import { Button, EmptyState, Switch } from '../../ui/index.ts';
import type { PaneProps } from '../parts/pane-props.ts';
import { Resource } from '../parts/Resource.tsx';
import { usePageVisible } from '../parts/use-page-visible.ts';
import { useResource } from '../parts/use-resource.ts';
import styles from './Processes.module.css';
import { ProcessesTable } from './ProcessesTable.tsx';

/** How often the engine is asked while "Live" is on and the tab is seen. */
const livePeriodMs = 2000;

/** Asks again and again, each time after the answer before, while `isOn`. */
function useLive(isOn: boolean, ask: () => void, isLoading: boolean): void {
  useEffect(() => {
    if (!isOn || isLoading) return;
    const timer = setTimeout(ask, livePeriodMs);
    return () => clearTimeout(timer);
  }, [isOn, ask, isLoading]);
}

/** What runs in the container. The engine has no events for it: it is read when asked for, or while "Live" is on. */
export function ProcessesPane({ target, summary }: PaneProps) {
  const { loaded, reload } = useResource(processTables, target, summary);
  const [isLive, setLive] = useState(false);
  const isVisible = usePageVisible();
  const isRunning = summary.state === 'running' || summary.state === 'paused';
  useLive(isLive && isVisible && isRunning, reload, loaded.loading);
  if (!isRunning) {
    return <EmptyState title="Nothing runs in it">Its processes are listed here while the container runs.</EmptyState>;
  }
  return (
    <Resource loaded={loaded} onRetry={reload} what="processes">
      {(table) => (
        <>
          <div className={styles.bar}>
            <span className={styles.count}>
              {table.rows.length} {table.rows.length === 1 ? 'process' : 'processes'}
            </span>
            <Switch isSelected={isLive} onChange={setLive}>
              Live
            </Switch>
            <Button onPress={reload}>Refresh</Button>
          </div>
          <ProcessesTable table={table} />
        </>
      )}
    </Resource>
  );
}
