import { Button, ErrorNotice, formatBytes } from '../ui/index.ts';
import styles from './Checkpoints.module.css';
import { OperationState } from './OperationState.tsx';
import { StatisticsTable } from './StatisticsTable.tsx';
import { checkpointLines } from './statistics.ts';
import type { CheckpointRun, RunStep } from './use-checkpoint-run.ts';

function Done({ step, name }: { readonly step: Extract<RunStep, { state: 'done' }>; readonly name: string }) {
  const { archive, statistics } = step.result;
  return (
    <>
      <p className={styles.done}>
        <strong>{name}</strong> is frozen
        {archive === null ? ' in place.' : `: ${archive.id}, ${formatBytes(archive.sizeBytes)}.`}
      </p>
      {statistics !== null && <StatisticsTable lines={checkpointLines(statistics)} caption={`Figures of ${name}`} />}
    </>
  );
}

function Step({ step, name }: { readonly step: RunStep; readonly name: string }) {
  switch (step.state) {
    case 'waiting':
      return <p className={styles.quiet}>{name} waits for its turn.</p>;
    case 'running':
      return <OperationState operationId={step.operationId} name={name} />;
    case 'done':
      return <Done step={step} name={name} />;
    case 'failed':
      return <ErrorNotice error={step.error} />;
  }
}

/** Each container with how far it is; afterwards its figures, or why it failed. */
export function CheckpointRunList(props: {
  readonly run: CheckpointRun;
  readonly names: ReadonlyMap<string, string>;
  readonly onClose: () => void;
  /** To the options again. */
  readonly onBack: () => void;
}) {
  const { run, names, onClose, onBack } = props;
  const isOver = run.phase === 'finished';
  const allFailed = isOver && [...run.steps.values()].every(({ state }) => state === 'failed');
  return (
    <div className={styles.form}>
      <ul className={styles.steps} aria-live="polite">
        {[...run.steps].map(([id, step]) => (
          <li key={id}>
            <Step step={step} name={names.get(id) ?? id.slice(0, 12)} />
          </li>
        ))}
      </ul>
      <div className={styles.buttons}>
        {allFailed && <Button onPress={onBack}>Back to the options</Button>}
        {isOver ? (
          <Button variant="primary" onPress={onClose}>
            Close
          </Button>
        ) : (
          <Button onPress={onClose}>Go on in the background</Button>
        )}
      </div>
    </div>
  );
}
