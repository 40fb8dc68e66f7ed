import { useEffect, useState } from 'react';
import { openExecSessions } from '../state/checkpoints.ts';
import { useContainersOf } from '../state/containers.ts';
import { useEngine } from '../state/engines.ts';
import { Button, Dialog, Notice } from '../ui/index.ts';
import { CheckpointForm } from './CheckpointForm.tsx';
import { CheckpointRunList } from './CheckpointRunList.tsx';
import styles from './Checkpoints.module.css';
import { useCheckpointRun } from './use-checkpoint-run.ts';

/** How many terminals would be lost; 0 until it is known. */
function useExecSessions(engineId: string, containerIds: readonly string[]): number {
  const [count, setCount] = useState(0);
  const ids = containerIds.join(' ');
  useEffect(() => {
    let over = false;
    void openExecSessions(engineId, ids.split(' ')).then(
      (found) => {
        if (!over) setCount(found);
      },
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [engineId, ids]);
  return count;
}

function Refusal(props: { readonly engineName: string; readonly reason: string; readonly onClose: () => void }) {
  return (
    <div className={styles.form}>
      <Notice tone="warning" title={`${props.engineName} can’t make checkpoints`}>
        <p>{props.reason}</p>
        <p>The Engine page says what is missing on this machine and how to get it.</p>
      </Notice>
      <div className={styles.buttons}>
        <Button variant="primary" onPress={props.onClose} autoFocus>
          Close
        </Button>
      </div>
    </div>
  );
}

function titleOf(names: readonly string[]): string {
  return names.length === 1 ? `Freeze ${names[0] ?? ''}` : `Freeze ${names.length} containers`;
}

/** Freezes containers into checkpoints, and tells how it went. */
export function CheckpointDialog(props: {
  readonly engineId: string;
  readonly containerIds: readonly string[];
  readonly onClose: () => void;
}) {
  const { engineId, containerIds, onClose } = props;
  const engine = useEngine(engineId);
  // As they were when the dialog opened: a frozen container may leave the selection.
  const [ids] = useState(containerIds);
  const containers = useContainersOf(engineId);
  const names = new Map(ids.map((id) => [id, containers.get(id)?.name ?? id.slice(0, 12)]));
  const sessions = useExecSessions(engineId, ids);
  const { run, start, back } = useCheckpointRun(engineId);
  const capability = engine?.capabilities?.checkpoint;
  return (
    <Dialog title={titleOf([...names.values()])} onClose={onClose} isDismissable={run.phase === 'form'}>
      {capability?.supported === false && (
        <Refusal engineName={engine?.name ?? 'This engine'} reason={capability.reason} onClose={onClose} />
      )}
      {capability?.supported !== false && run.phase === 'form' && (
        <CheckpointForm sessions={sessions} onStart={(request) => void start(ids, request)} onCancel={onClose} />
      )}
      {run.phase !== 'form' && <CheckpointRunList run={run} names={names} onClose={onClose} onBack={back} />}
    </Dialog>
  );
}
