import type { OperationProgress } from '../../shared/checkpoint.ts';
import { cancelOperation, type RunningOperation, useOperations } from '../state/operations.ts';
import { Button, cx, formatBytes, ProgressBar } from '../ui/index.ts';
import styles from './OperationState.module.css';
import { phaseWords } from './options.ts';

function bytesWords({ bytes, totalBytes }: OperationProgress): string | null {
  if (bytes === null) return null;
  return totalBytes === null ? formatBytes(bytes) : `${formatBytes(bytes)} of ${formatBytes(totalBytes)}`;
}

function shareOf({ bytes, totalBytes }: OperationProgress): number | null {
  return bytes === null || totalBytes === null || totalBytes === 0 ? null : Math.min(1, bytes / totalBytes);
}

/** It can be called off as long as it only reads: nothing has been made of it yet. */
function canBeCancelled({ doing, progress }: RunningOperation): boolean {
  return doing === 'add' || doing === 'save' || progress?.phase === 'reading';
}

function State({ progress, name }: { readonly progress: OperationProgress | null; readonly name: string }) {
  if (progress === null) return <ProgressBar label={`${name}: starting`} value={null} />;
  const words = `${name}: ${phaseWords[progress.phase]}`;
  return <ProgressBar label={words} detail={bytesWords(progress)} value={shareOf(progress)} />;
}

/** What an operation does now, with the bytes written or read so far, and the way to call it off. */
export function OperationState({ operationId, name }: { readonly operationId: string; readonly name: string }) {
  const running = useOperations((state) => state.running.get(operationId) ?? null);
  const state = <State progress={running?.progress ?? null} name={name} />;
  // A freeze is not broken off: what it has frozen would be lost.
  if (running === null || running.doing === 'freeze') return state;
  return (
    <div className={styles.underWay}>
      {state}
      {/* Its place is kept, so that the bar keeps its length. */}
      <span className={cx(!canBeCancelled(running) && styles.away)}>
        <Button variant="quiet" onPress={() => cancelOperation(operationId)}>
          Cancel
        </Button>
      </span>
    </div>
  );
}
