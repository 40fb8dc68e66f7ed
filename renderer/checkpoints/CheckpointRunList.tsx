import type { CheckpointArchive, CheckpointResult } from '../../shared/checkpoint.ts';
import { Button, CopyButton, DialogButtons, ErrorNotice, Fact, Facts, formatBytes, Notice } from '../ui/index.ts';
import styles from './Checkpoints.module.css';
import { OperationState } from './OperationState.tsx';
import { StatisticsTable } from './StatisticsTable.tsx';
import { checkpointLines } from './statistics.ts';
import type { CheckpointRun, RunStep } from './use-checkpoint-run.ts';

/** What has become of the container. */
function outcomeOf(archive: CheckpointArchive | null): string {
  if (archive === null) return 'is frozen in place.';
  const where = `into ${archive.id}, ${formatBytes(archive.sizeBytes)}`;
  return archive.leftRunning ? `was frozen ${where}, and runs on.` : `is frozen ${where}.`;
}

interface StepProps {
  readonly name: string;
  /** To its line among the checkpoints. */
  readonly onShow: (result: CheckpointResult) => void;
}

function Done({ step, name, onShow }: StepProps & { readonly step: Extract<RunStep, { state: 'done' }> }) {
  const { archive, statistics } = step.result;
  return (
    <>
      <p>
        <strong>{name}</strong> {outcomeOf(archive)}
      </p>
      {archive !== null && (
        <Facts>
          <Fact name="File" code>
            {archive.path}
          </Fact>
        </Facts>
      )}
      <div className={styles.actions}>
        {archive !== null && <CopyButton text={archive.path} label="Copy the path" showLabel />}
        <Button aria-label={`Show checkpoint of ${name}`} onPress={() => onShow(step.result)}>
          Show checkpoint
        </Button>
      </div>
      {archive !== null && archive.fault !== null && (
        <Notice tone="danger" title="This archive can’t be restored">
          <p>
            It could not be read back after it was written: {archive.fault} Freeze it again
            {archive.leftRunning ? '.' : '; it can be restored in place before that.'}
          </p>
        </Notice>
      )}
      <StatisticsTable lines={statistics === null ? [] : checkpointLines(statistics)} caption={`Figures of ${name}`} />
    </>
  );
}

function Step({ step, name, onShow }: StepProps & { readonly step: RunStep }) {
  switch (step.state) {
    case 'waiting':
      return <p className={styles.quiet}>{name} waits for its turn.</p>;
    case 'running':
      return <OperationState operationId={step.operationId} name={name} />;
    case 'done':
      return <Done step={step} name={name} onShow={onShow} />;
    case 'failed':
      return (
        <>
          <p>
            <strong>{name}</strong> was not frozen.
          </p>
          <ErrorNotice error={step.error} />
        </>
      );
  }
}

/** Each container with how far it is; afterwards its figures, or why it failed. */
export function CheckpointRunList(props: {
  readonly run: CheckpointRun;
  readonly names: ReadonlyMap<string, string>;
  readonly onShow: (result: CheckpointResult) => void;
  readonly onClose: () => void;
  /** To the options again, for those that have failed. */
  readonly onBack: (failed: readonly string[]) => void;
}) {
  const { run, names, onShow, onClose, onBack } = props;
  const failed = [...run.steps].flatMap(([id, { state }]) => (state === 'failed' ? [id] : []));
  return (
    <>
      <ul className={styles.steps} aria-live="polite">
        {[...run.steps].map(([id, step]) => (
          <li key={id}>
            <Step step={step} name={names.get(id) ?? id.slice(0, 12)} onShow={onShow} />
          </li>
        ))}
      </ul>
      {run.phase === 'finished' ? (
        <DialogButtons key="finished">
          {failed.length > 0 && <Button onPress={() => onBack(failed)}>Back to the options</Button>}
          <Button variant="primary" onPress={onClose}>
            Close
          </Button>
        </DialogButtons>
      ) : (
        <DialogButtons key="running">
          <Button onPress={onClose}>Go on in the background</Button>
        </DialogButtons>
      )}
    </>
  );
}
