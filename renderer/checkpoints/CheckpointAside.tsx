import type { CheckpointArchive, CheckpointInPlace } from '../../shared/checkpoint.ts';
import type { ContainerSummary } from '../../shared/container.ts';
import { useContainers } from '../state/containers.ts';
import { useEngine } from '../state/engines.ts';
import { Aside, Button, Fact, Facts, formatBytes, formatTime, Notice, plainText, Section } from '../ui/index.ts';
import type { RowActions } from './row-entries.ts';
import type { CheckpointRow } from './rows.ts';
import { StatisticsTable } from './StatisticsTable.tsx';
import { checkpointLines } from './statistics.ts';

type Containers = ReturnType<typeof useContainers.getState>;
type ContainerState = ContainerSummary['state'];

const notKnown = 'not known';

/** Without being told to keep them no checkpoint is made of what has some. */
function keptWords(isKept: boolean | null): string {
  if (isKept === null) return notKnown;
  return isKept ? 'kept' : 'none in it';
}

/** An archive, and what is known of the container that it was made of. */
interface ArchiveProps {
  readonly archive: CheckpointArchive;
  readonly place: CheckpointInPlace | null;
  readonly isPlaceStale: boolean;
}

function ArchiveFacts(props: ArchiveProps) {
  const { archive } = props;
  const { id, path, sizeBytes } = archive;
  return (
    <>
      <Fact name="Archive" copy={id} code>
        {id}
      </Fact>
      <Fact name="File" copy={path} code>
        {path}
      </Fact>
      <Fact name="Size">{formatBytes(sizeBytes)}</Fact>
      {archive.containerId !== '' && <KeptFacts {...props} />}
    </>
  );
}

function containerWords({ archive, place, isPlaceStale }: ArchiveProps, now: ContainerState | null): string {
  if (isPlaceStale) return 'was frozen at this checkpoint when its engine last answered';
  if (place !== null) return 'is frozen at this checkpoint';
  if (archive.leftRunning === null && now !== null) return `in the list, ${now} now`;
  if (archive.leftRunning === null) return notKnown;
  return archive.leftRunning ? 'was left running' : 'was stopped by it';
}

/** As an engine lists it, which may not be the one that it was frozen on; null: none does. */
function stateIn(byEngine: Containers['byEngine'], containerId: string): ContainerState | null {
  for (const { byId } of byEngine.values()) {
    const container = byId.get(containerId);
    if (container !== undefined) return container.state;
  }
  return null;
}

/** What a file tells that could be read. */
function KeptFacts(props: ArchiveProps) {
  const { tcpEstablished, fileLocks, processLabel, containerId } = props.archive;
  const now = useContainers(({ byEngine }) => stateIn(byEngine, containerId));
  return (
    <>
      <Fact name="TCP connections">{keptWords(tcpEstablished)}</Fact>
      <Fact name="File locks">{keptWords(fileLocks)}</Fact>
      <Fact name="Container">{containerWords(props, now)}</Fact>
      <Fact name="Process label" copy={processLabel} code>
        {plainText(processLabel)}
      </Fact>
    </>
  );
}

function PlaceFacts({ place }: { readonly place: CheckpointInPlace }) {
  const engine = useEngine(place.engineId);
  return (
    <>
      <Fact name="Kept">in place, beside the container</Fact>
      <Fact name="Engine">{engine?.name}</Fact>
      <Fact name="TCP connections">{keptWords(place.tcpEstablished)}</Fact>
      <Fact name="File locks">{keptWords(place.fileLocks)}</Fact>
      <Fact name="Discarded">when its container is started afresh or removed, which both ask first</Fact>
    </>
  );
}

/** One checkpoint in full, with what can be done to it. */
export function CheckpointAside(props: {
  readonly row: CheckpointRow;
  readonly actions: RowActions;
  readonly onClose: () => void;
}) {
  const { row, actions, onClose } = props;
  const { checkpoint, place, isPlaceStale, fault } = row;
  const name = plainText(row.container);
  return (
    <Aside
      label={`Checkpoint of ${name}`}
      title={name}
      onClose={onClose}
      actions={
        <>
          <Button variant="primary" onPress={() => actions.restore(row)} isDisabled={fault !== null}>
            Restore…
          </Button>
          {place !== null && <Button onPress={() => actions.showContainer(row)}>Show container</Button>}
          {checkpoint.kind === 'archive' && (
            <>
              <Button onPress={() => actions.reveal(row)}>Show file</Button>
              <Button onPress={() => actions.save(row)}>Save a copy…</Button>
              <Button variant="danger" onPress={() => actions.remove(row)}>
                Delete…
              </Button>
            </>
          )}
        </>
      }
    >
      {fault !== null && (
        <Notice tone="danger" title="This archive can’t be restored">
          <p>{fault}</p>
        </Notice>
      )}
      <Section title="Checkpoint">
        <Facts>
          <Fact name="Made">{formatTime(row.createdAt)}</Fact>
          <Fact name="Image" copy={row.image} code>
            {plainText(row.image)}
          </Fact>
          <Fact name="Container id" copy={checkpoint.containerId} code>
            {checkpoint.containerId.slice(0, 12)}
          </Fact>
          <Fact name="OCI runtime">{plainText(row.runtime)}</Fact>
          {checkpoint.kind === 'archive' ? (
            <ArchiveFacts archive={checkpoint} place={place} isPlaceStale={isPlaceStale} />
          ) : (
            <PlaceFacts place={checkpoint} />
          )}
        </Facts>
      </Section>
      {checkpoint.statistics !== null && (
        <Section title="Figures">
          <StatisticsTable lines={checkpointLines(checkpoint.statistics)} caption="As CRIU counted them" />
        </Section>
      )}
    </Aside>
  );
}
