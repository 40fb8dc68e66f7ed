import type { CheckpointArchive, CheckpointResult } from '../../shared/checkpoint.ts';
import { Button, CopyButton, DialogButtons, ErrorNotice, Fact, Facts, formatBytes, Notice } from '../ui/index.ts';
import styles from './Checkpoints.module.css';
import { OperationState } from './OperationState.tsx';
import { StatisticsTable } from './StatisticsTable.tsx';
import { checkpointLines } from './statistics.ts';
import type { CheckpointRun, RunStep } from './use-checkpoint-run.ts';

/** What has become of the container. @param isRemoved when it ends, as it was made to be */
function outcomeOf(archive: CheckpointArchive | null, isRemoved: boolean): string {
  if (archive === null) return 'is frozen in place.';
  const where = `into ${archive.id}, ${formatBytes(archive.sizeBytes)}`;
  if (archive.leftRunning) return `was frozen ${where}, and runs on.`;
  return isRemoved ? `was frozen ${where}, and removed.` : `is frozen ${where}.`;
}

/** What can still be done where the archive is faulty. */
function wayOut({ leftRunning }: CheckpointArchive, isRemoved: boolean): string {
  if (leftRunning) return 'Freeze it again.';
  // Its processes ended with the freeze, and it went with them.
  if (isRemoved) return 'The container is gone, as it was made to be at its end: this file is all that is left of it.';
  return 'Freeze it again; it can be restored in place before that.';
}

interface StepProps {
  readonly name: string;
  /** It was made to be removed when it ends. */
  readonly isRemoved: boolean;
  /** To its line among the checkpoints. */
  readonly onShow: (result: CheckpointResult) => void;
}

function Done({ step, name, isRemoved, onShow }: StepProps & { readonly step: Extract<RunStep, { state: 'done' }> }) {
  const { archive, statistics } = step.result;
  return (
    <>
      <p>
        <strong>{name}</strong> {outcomeOf(archive, isRemoved)}
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
            It could not be read back after it was written: {archive.fault} {wayOut(archive, isRemoved)}
          </p>
        </Notice>
      )}
      <StatisticsTable lines={statistics === null ? [] : checkpointLines(statistics)} caption={`Figures of ${name}`} />
    </>
  );
}

function Step({ step, ...props }: StepProps & { readonly step: RunStep }) {
  const { name } = props;
  switch (step.state) {
    case 'waiting':
      return <p className={styles.quiet}>{name} waits for its turn.</p>;
    case 'running':
      return <OperationState operationId={step.operationId} name={name} />;
    case 'done':
      return <Done step={step} {...props} />;
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
  /** The ids of those that are removed when they end. */
  readonly removed: ReadonlySet<string>;
  readonly onShow: (result: CheckpointResult) => void;
  readonly onClose: () => void;
  /** To the options again, for those that have failed. */
  readonly onBack: (failed: readonly string[]) => void;
}) {
  const { run, names, removed, onShow, onClose, onBack } = props;
  const failed = [...run.steps].flatMap(([id, { state }]) => (state === 'failed' ? [id] : []));
  return (
    <>
      <ul className={styles.steps} aria-live="polite">
        {[...run.steps].map(([id, step]) => (
          <li key={id}>
            <Step step={step} name={names.get(id) ?? id.slice(0, 12)} isRemoved={removed.has(id)} onShow={onShow} />
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
