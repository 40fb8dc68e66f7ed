import { useState } from 'react';
import { toErrorData } from '../../shared/errors.ts';
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
    findEngines()
      .then(
        (names) => setOutcome(names.length === 0 ? 'No other engine was found' : `Found ${names.join(', ')}`),
        (thrown: unknown) => setOutcome(toErrorData(thrown).message),
      )
      .finally(() => setLooking(false));
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
