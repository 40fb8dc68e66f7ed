import { Button, EmptyState, ErrorNotice } from '../../ui/index.ts';
import { useLate } from '../parts/use-late.ts';
import styles from './LogView.module.css';
import type { Log } from './use-log.ts';

/** What lies over the lines: why there are none, what went wrong, or that more came out of sight. Moves nothing. */
export function LogNote(props: {
  readonly log: Log;
  readonly hasRun: boolean;
  readonly unseen: number;
  readonly onGoToEnd: () => void;
}) {
  const { log, hasRun, unseen, onGoToEnd } = props;
  const { state, lines } = log;
  const isLate = useLate(state.state === 'opening' && lines.length === 0);
  if (state.state === 'failed') {
    return (
      <div className={styles.failure}>
        <ErrorNotice error={state.error} onRetry={log.followAgain} />
      </div>
    );
  }
  if (lines.length === 0) return <Empty log={log} hasRun={hasRun} isLate={isLate} />;
  if (unseen === 0) return null;
  return (
    <div className={styles.unseen}>
      <Button icon="toEnd" onPress={onGoToEnd}>
        {unseen.toLocaleString('en')} new {unseen === 1 ? 'line' : 'lines'}
      </Button>
    </div>
  );
}

function Empty(props: { readonly log: Log; readonly hasRun: boolean; readonly isLate: boolean }) {
  const { log, hasRun, isLate } = props;
  const { state, isCleared } = log;
  if (state.state === 'opening') return isLate ? <p className={styles.reading}>Reading the log…</p> : null;
  if (isCleared) {
    return (
      <div className={styles.empty}>
        <EmptyState title="The view is cleared" action={<Button onPress={log.readOlder}>Read it again</Button>}>
          {state.state === 'following' ? 'What comes from now on is shown here.' : 'The engine still has the log.'}
        </EmptyState>
      </div>
    );
  }
  return (
    <div className={styles.empty}>
      {!hasRun ? (
        <EmptyState title="It has not run yet">
          What its first process writes to standard output and error is shown here once it is started.
        </EmptyState>
      ) : state.state === 'following' ? (
        <EmptyState title="Nothing has been written yet">
          What its first process writes to standard output and error is shown here as it comes.
        </EmptyState>
      ) : (
        <EmptyState title="The log is empty">
          Its first process wrote nothing to standard output or error, or the engine keeps no log of it.
        </EmptyState>
      )}
    </div>
  );
}
