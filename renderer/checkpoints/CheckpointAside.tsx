import { Fact, Facts } from '../details/parts/Facts.tsx';
import { Section } from '../details/parts/Section.tsx';
import { Button, formatBytes, formatTime, IconButton, Notice } from '../ui/index.ts';
import styles from './Checkpoints.module.css';
import type { CheckpointRow } from './rows.ts';
import { StatisticsTable } from './StatisticsTable.tsx';
import { checkpointLines } from './statistics.ts';

function ArchiveFacts({ row }: { readonly row: CheckpointRow }) {
  const { checkpoint } = row;
  if (checkpoint.kind !== 'archive') return <Fact name="Kept">in place, beside the container</Fact>;
  const yes = (it: boolean): string => (it ? 'kept' : 'not kept');
  return (
    <>
      <Fact name="Archive" copy={checkpoint.id} code>
        {checkpoint.id}
      </Fact>
      <Fact name="File" copy={checkpoint.path} code>
        {checkpoint.path}
      </Fact>
      <Fact name="Size">{formatBytes(checkpoint.sizeBytes)}</Fact>
      <Fact name="OCI runtime">{checkpoint.ociRuntime}</Fact>
      <Fact name="TCP connections">{yes(checkpoint.tcpEstablished)}</Fact>
      <Fact name="File locks">{yes(checkpoint.fileLocks)}</Fact>
      <Fact name="Container">{checkpoint.leftRunning ? 'was left running' : 'was stopped by it'}</Fact>
      <Fact name="Process label" copy={checkpoint.processLabel} code>
        {checkpoint.processLabel === '' ? 'none' : checkpoint.processLabel}
      </Fact>
    </>
  );
}

/** One checkpoint in full, with what can be done to it. */
export function CheckpointAside(props: {
  readonly row: CheckpointRow;
  readonly onRestore: () => void;
  readonly onReveal: () => void;
  readonly onDelete: () => void;
  readonly onClose: () => void;
}) {
  const { row, onRestore, onReveal, onDelete, onClose } = props;
  const { checkpoint, fault } = row;
  return (
    <aside className={styles.aside} aria-label={`Checkpoint of ${row.container}`}>
      <header className={styles.asideHead}>
        <h2>{row.container}</h2>
        <IconButton label="Close the details" icon="close" onPress={onClose} />
      </header>
      <div className={styles.actions}>
        <Button variant="primary" onPress={onRestore} isDisabled={fault !== null}>
          Restore…
        </Button>
        {checkpoint.kind === 'archive' && (
          <>
            <Button onPress={onReveal}>Show file</Button>
            <Button variant="danger" onPress={onDelete}>
              Delete…
            </Button>
          </>
        )}
      </div>
      {fault !== null && (
        <Notice tone="danger" title="This archive can’t be restored">
          {fault}
        </Notice>
      )}
      <Section title="Checkpoint">
        <Facts>
          <Fact name="Made">{formatTime(row.createdAt)}</Fact>
          <Fact name="Image" copy={row.image} code>
            {row.image}
          </Fact>
          <Fact name="Container id" copy={checkpoint.containerId} code>
            {checkpoint.containerId.slice(0, 12)}
          </Fact>
          <ArchiveFacts row={row} />
        </Facts>
      </Section>
      {checkpoint.statistics !== null && (
        <Section title="Figures">
          <StatisticsTable lines={checkpointLines(checkpoint.statistics)} caption="Told by CRIU and the OCI runtime" />
        </Section>
      )}
    </aside>
  );
}
