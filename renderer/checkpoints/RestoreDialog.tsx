import { useState } from 'react';
import type { CheckpointArchive, CheckpointInPlace } from '../../shared/checkpoint.ts';
import type { EngineSummary } from '../../shared/engine.ts';
import { chooseEngine, shownEngine, useEngineList, useEngines } from '../state/engines.ts';
import { showContainer } from '../state/navigation.ts';
import { leaveOperation } from '../state/operations.ts';
import { Button, Dialog, DialogButtons, ErrorNotice, plainText, Radio, RadioGroup } from '../ui/index.ts';
import { NoEngine } from './NoEngine.tsx';
import { OperationState } from './OperationState.tsx';
import { RestoreForm } from './RestoreForm.tsx';
import { RestoreInPlaceForm } from './RestoreInPlaceForm.tsx';
import { StatisticsTable } from './StatisticsTable.tsx';
import { restoreLines } from './statistics.ts';
import { type RestorePhase, useRestore } from './use-restore.ts';

/** Those that are connected and can restore, the shown one first. */
function useAbleOnes(candidates: readonly EngineSummary[]): EngineSummary[] {
  const shown = useEngines(shownEngine);
  return candidates
    .filter(
      ({ connection, capabilities }) => connection.state === 'connected' && capabilities?.checkpoint.supported === true,
    )
    .sort((a, b) => Number(b.id === shown?.id) - Number(a.id === shown?.id));
}

type Kind = 'place' | 'archive';

/** One freeze that is kept in both ways can come back in both. */
function KindChoice(props: {
  readonly kind: Kind;
  readonly isPlaceAway: boolean;
  readonly onChange: (kind: Kind) => void;
}) {
  const { kind, isPlaceAway, onChange } = props;
  return (
    <RadioGroup label="From" value={kind} onChange={(value) => onChange(value === 'place' ? 'place' : 'archive')}>
      <Radio
        value="place"
        description={
          isPlaceAway
            ? 'Its engine doesn’t answer now.'
            : 'The container goes on where it was frozen, and quicker; the archive stays.'
        }
      >
        The frozen container
      </Radio>
      <Radio
        value="archive"
        description="Another container is made of it; this one stays frozen, and so does the archive."
      >
        The archive
      </Radio>
    </RadioGroup>
  );
}

/** Brings a checkpoint back, and tells how it went. */
export function RestoreDialog(props: {
  readonly checkpoint: CheckpointArchive | CheckpointInPlace;
  /** The container that is frozen at an archive's checkpoint. */
  readonly place?: CheckpointInPlace | null;
  readonly onClose: () => void;
}) {
  const { place = null, onClose } = props;
  const isKeptTwice = place !== null && props.checkpoint.kind === 'archive';
  const engines = useEngineList();
  const isPlaceAway = engines.find(({ id }) => id === place?.engineId)?.connection.state !== 'connected';
  // An archive can come back on any engine.
  const [kind, setKind] = useState<Kind>(isPlaceAway ? 'archive' : 'place');
  const checkpoint = isKeptTwice && kind === 'place' ? place : props.checkpoint;
  const oldName = plainText(checkpoint.containerName);
  const { phase, name, start, back } = useRestore(oldName);
  const candidates = checkpoint.kind === 'place' ? engines.filter(({ id }) => id === checkpoint.engineId) : engines;
  const [able, ...moreAble] = useAbleOnes(candidates);
  return (
    <Dialog title={`Restore ${oldName}`} onClose={onClose} isDismissable={phase.state !== 'running'}>
      {isKeptTwice && phase.state === 'form' && <KindChoice kind={kind} isPlaceAway={isPlaceAway} onChange={setKind} />}
      {able === undefined && phase.state === 'form' && <NoEngine engines={candidates} onClose={onClose} />}
      {able !== undefined && (
        // Kept while it runs, so that what was chosen is still there after a failure.
        <div hidden={phase.state !== 'form'}>
          {checkpoint.kind === 'archive' ? (
            <RestoreForm
              archive={checkpoint}
              engines={[able, ...moreAble]}
              onStart={(request) => void start(request)}
              onCancel={onClose}
            />
          ) : (
            <RestoreInPlaceForm checkpoint={checkpoint} onStart={(request) => void start(request)} onCancel={onClose} />
          )}
        </div>
      )}
      <Course phase={phase} name={name} onBack={back} onClose={onClose} />
    </Dialog>
  );
}

/** What comes after the form. */
function Course(props: {
  readonly phase: RestorePhase;
  readonly name: string;
  readonly onBack: () => void;
  readonly onClose: () => void;
}) {
  const { phase, name, onBack, onClose } = props;
  switch (phase.state) {
    case 'form':
      return null;
    case 'running': {
      const leave = (): void => {
        leaveOperation(phase.operationId);
        onClose();
      };
      return (
        <>
          <div aria-live="polite">
            <OperationState operationId={phase.operationId} name={name} />
          </div>
          <DialogButtons key="running">
            <Button onPress={leave}>Go on in the background</Button>
          </DialogButtons>
        </>
      );
    }
    case 'failed':
      return (
        <>
          <ErrorNotice error={phase.error} />
          <DialogButtons key="failed">
            <Button onPress={onBack}>Back to the options</Button>
            <Button variant="primary" onPress={onClose}>
              Close
            </Button>
          </DialogButtons>
        </>
      );
    case 'done': {
      const { containerId, statistics } = phase.result;
      const show = (): void => {
        chooseEngine(phase.engineId);
        showContainer(containerId);
        onClose();
      };
      return (
        <>
          <p role="status">
            <strong>{name}</strong> runs again.
          </p>
          <StatisticsTable
            lines={statistics === null ? [] : restoreLines(statistics)}
            caption="Figures of the restore"
          />
          <DialogButtons key="done">
            <Button onPress={onClose}>Close</Button>
            <Button variant="primary" onPress={show}>
              Show container
            </Button>
          </DialogButtons>
        </>
      );
    }
  }
}
