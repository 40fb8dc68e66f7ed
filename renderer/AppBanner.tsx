import { useEffect, useState } from 'react';
import type { EngineSummary } from '../shared/engine.ts';
import styles from './App.module.css';
import { useContainers } from './state/containers.ts';
import { retryEngine } from './state/engines.ts';
import { Button, formatClock, Icon } from './ui/index.ts';

/** An engine that doesn't answer, over what was last known of it. Where nothing is known the list's place says so. */
export function AppBanner({ engine }: { readonly engine: EngineSummary }) {
  const { id, name, connection } = engine;
  const asOf = useContainers((state) => state.byEngine.get(id)?.asOf);
  if (connection.state !== 'lost' || asOf === undefined) return null;
  const { error, since, nextTryAt } = connection;
  return (
    <section className={styles.banner} aria-label="No connection">
      <Icon name="warning" />
      <p role="status">
        <b>{name} doesn’t answer.</b> All you see is as of {formatClock(Math.max(asOf, since))}.{' '}
        {error.engineMessage !== null && <code>{error.engineMessage}</code>}
      </p>
      <span className={styles.until}>{nextTryAt === null ? 'Trying…' : <Countdown to={nextTryAt} />}</span>
      <Button onPress={() => void retryEngine(id)}>Try now</Button>
    </section>
  );
}

/** Seconds to a moment; they stand still while nobody looks. */
function Countdown({ to }: { readonly to: number }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) setNow(Date.now());
    }, 1000);
    return () => clearInterval(timer);
  }, []);
  return <>Next try in {Math.max(0, Math.ceil((to - now) / 1000))} s</>;
}
