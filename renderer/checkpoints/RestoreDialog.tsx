import { useState } from 'react';
import type { CheckpointArchive, CheckpointInPlace, RestoreRequest, RestoreResult } from '../../shared/checkpoint.ts';
import type { EngineSummary } from '../../shared/engine.ts';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import { newOperationId, restoreCheckpoint } from '../state/checkpoints.ts';
import { chooseEngine, useEngineList } from '../state/engines.ts';
import { showContainer } from '../state/navigation.ts';
import { Button, Dialog, ErrorNotice, Notice } from '../ui/index.ts';
import styles from './Checkpoints.module.css';
import { OperationState } from './OperationState.tsx';
import { RestoreForm } from './RestoreForm.tsx';
import { RestoreInPlaceForm } from './RestoreInPlaceForm.tsx';
import { StatisticsTable } from './StatisticsTable.tsx';
import { restoreLines } from './statistics.ts';

type Phase =
  | { readonly state: 'form' }
  | { readonly state: 'running'; readonly operationId: string }
  | { readonly state: 'done'; readonly engineId: string; readonly result: RestoreResult }
  | { readonly state: 'failed'; readonly error: ErrorData };

function useRestore() {
  const [phase, setPhase] = useState<Phase>({ state: 'form' });
  async function start(request: RestoreRequest): Promise<void> {
    const operationId = newOperationId();
    setPhase({ state: 'running', operationId });
    try {
      const result = await restoreCheckpoint(operationId, request);
      setPhase({ state: 'done', engineId: request.engineId, result });
    } catch (thrown) {
      setPhase({ state: 'failed', error: toErrorData(thrown) });
    }
  }
  return { phase, start, back: () => setPhase({ state: 'form' }) };
}

/** Those that are connected and can restore. */
function ableOnes(engines: readonly EngineSummary[]): EngineSummary[] {
  return engines.filter(
    ({ connection, capabilities }) => connection.state === 'connected' && capabilities?.checkpoint.supported === true,
  );
}

function NoEngine({ engines, onClose }: { readonly engines: readonly EngineSummary[]; readonly onClose: () => void }) {
  return (
    <div className={styles.form}>
      <Notice tone="warning" title="No engine here can restore it">
        <ul>
          {engines.map(({ id, name, capabilities, connection }) => (
            <li key={id}>
              {name}:{' '}
              {connection.state !== 'connected' || capabilities === null
                ? 'not connected.'
                : capabilities.checkpoint.supported
                  ? 'able.'
                  : capabilities.checkpoint.reason}
            </li>
          ))}
        </ul>
      </Notice>
      <div className={styles.buttons}>
        <Button variant="primary" onPress={onClose}>
          Close
        </Button>
      </div>
    </div>
  );
}

/** Brings a checkpoint back, and tells how it went. */
export function RestoreDialog(props: {
  readonly checkpoint: CheckpointArchive | CheckpointInPlace;
  readonly onClose: () => void;
}) {
  const { checkpoint, onClose } = props;
  const { phase, start, back } = useRestore();
  const engines = useEngineList();
  const candidates = checkpoint.kind === 'place' ? engines.filter(({ id }) => id === checkpoint.engineId) : engines;
  const [firstAble, ...moreAble] = ableOnes(candidates);
  const name = checkpoint.containerName;
  return (
    <Dialog title={`Restore ${name}`} onClose={onClose} isDismissable={phase.state === 'form'}>
      {phase.state === 'form' && firstAble === undefined && <NoEngine engines={candidates} onClose={onClose} />}
      {phase.state === 'form' && firstAble !== undefined && checkpoint.kind === 'archive' && (
        <RestoreForm
          archive={checkpoint}
          engines={[firstAble, ...moreAble]}
          onStart={(request) => void start(request)}
          onCancel={onClose}
        />
      )}
      {phase.state === 'form' && firstAble !== undefined && checkpoint.kind === 'place' && (
        <RestoreInPlaceForm checkpoint={checkpoint} onStart={(request) => void start(request)} onCancel={onClose} />
      )}
      {phase.state === 'running' && (
        <div className={styles.form} aria-live="polite">
          <OperationState operationId={phase.operationId} name={name} />
          <div className={styles.buttons}>
            <Button onPress={onClose}>Go on in the background</Button>
          </div>
        </div>
      )}
      {phase.state === 'failed' && (
        <div className={styles.form}>
          <ErrorNotice error={phase.error} />
          <div className={styles.buttons}>
            <Button onPress={back}>Back to the options</Button>
            <Button variant="primary" onPress={onClose}>
              Close
            </Button>
          </div>
        </div>
      )}
      {phase.state === 'done' && (
        <div className={styles.form}>
          <p className={styles.done} role="status">
            <strong>{name}</strong> runs again.
          </p>
          {phase.result.statistics !== null && (
            <StatisticsTable lines={restoreLines(phase.result.statistics)} caption="Figures of the restore" />
          )}
          <div className={styles.buttons}>
            <Button onPress={onClose}>Close</Button>
            <Button
              variant="primary"
              onPress={() => {
                chooseEngine(phase.engineId);
                showContainer(phase.result.containerId);
                onClose();
              }}
            >
              Show container
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
