import { useState } from 'react';
import { findEngines } from '../state/engines.ts';
import { Button } from '../ui/index.ts';
import styles from './LookAgainButton.module.css';

/** For who has installed or started an engine meanwhile. Says what came of it. */
export function LookAgainButton() {
  const [outcome, setOutcome] = useState('');
  const [isLooking, setLooking] = useState(false);
  const look = (): void => {
    setLooking(true);
    setOutcome('');
    void findEngines().then((names) => {
      setOutcome(names.length === 0 ? 'No other engine was found' : `Found ${names.join(', ')}`);
      setLooking(false);
    });
  };
  return (
    <span className={styles.place}>
      <span role="status">{outcome}</span>
      <Button icon="refresh" onPress={look} isPending={isLooking}>
        Look for engines
      </Button>
    </span>
  );
}
