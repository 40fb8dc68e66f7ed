import { useEffect, useState } from 'react';
import type { CheckpointRequest } from '../../shared/checkpoint.ts';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import { type OpenExecSessions, openExecSessions } from '../state/checkpoints.ts';
import { useContainersOf } from '../state/containers.ts';
import { useEngine } from '../state/engines.ts';
import { showCheckpoint, showScreen } from '../state/navigation.ts';
import { Button, Dialog, DialogButtons, Notice, plainText } from '../ui/index.ts';
import { CheckpointForm } from './CheckpointForm.tsx';
import { CheckpointRunList } from './CheckpointRunList.tsx';
import { archiveKey, placeKey } from './rows.ts';
import { type CheckpointRun, useCheckpointRun } from './use-checkpoint-run.ts';
import { useRefused } from './use-refused.ts';

/** What would be lost; nothing until it is known, and the error where it can't be. */
function useExecSessions(engineId: string, containerIds: readonly string[]): OpenExecSessions | ErrorData {
  const [open, setOpen] = useState<OpenExecSessions | ErrorData>({ ours: 0, others: 0 });
  const ids = containerIds.join(' ');
  useEffect(() => {
    let over = false;
    void openExecSessions(engineId, ids.split(' ')).then(
      (found) => {
        if (!over) setOpen(found);
      },
      (thrown: unknown) => {
        if (!over) setOpen(toErrorData(thrown));
      },
    );
    return () => {
      over = true;
    };
  }, [engineId, ids]);
  return open;
}

function Refusal(props: { readonly engineName: string; readonly reason: string; readonly onClose: () => void }) {
  const { engineName, reason, onClose } = props;
  return (
    <>
      <Notice tone="warning" title={`${engineName} can’t make checkpoints`}>
        <p>{reason}</p>
      </Notice>
      <DialogButtons>
        <Button
          onPress={() => {
            onClose();
            showScreen('engine');
          }}
        >
          What this machine lacks
        </Button>
        <Button variant="primary" onPress={onClose}>
          Close
        </Button>
      </DialogButtons>
    </>
  );
}

/** What is said of containers, as they were when they were chosen: one may be gone before its turn. */
interface Chosen {
  readonly names: ReadonlyMap<string, string>;
  /** Those that are removed when they end. */
  readonly removed: ReadonlySet<string>;
}

function useChosen(engineId: string, containerIds: readonly string[]): Chosen {
  const containers = useContainersOf(engineId);
  const [chosen] = useState(() => ({
    names: new Map(containerIds.map((id) => [id, plainText(containers.get(id)?.name ?? id.slice(0, 12))])),
    removed: new Set(containerIds.filter((id) => containers.get(id)?.autoRemove === true)),
  }));
  return chosen;
}

/** What is under way or asked for; what has come of it, where all of it has. */
function titleOf(what: string, { phase, steps }: CheckpointRun): string {
  const results = [...steps.values()].flatMap((step) => (step.state === 'done' ? [step.result] : []));
  if (phase !== 'finished' || results.length < steps.size) return `Freeze ${what}`;
  const runOn = results.every(({ archive }) => archive?.leftRunning === true);
  if (runOn) return `${what}: checkpoint made`;
  return `${what} ${steps.size === 1 ? 'is' : 'are'} frozen`;
}

const first: CheckpointRequest = { to: 'archive', leaveRunning: false, tcpEstablished: false, fileLocks: false };

/** Freezes containers into checkpoints, and tells how it went. */
export function CheckpointDialog(props: {
  readonly engineId: string;
  readonly containerIds: readonly string[];
  readonly onClose: () => void;
}) {
  const { engineId, containerIds, onClose } = props;
  const engine = useEngine(engineId);
  // As they were when the dialog opened: a frozen container may leave the selection.
  const [ids, setIds] = useState(containerIds);
  const { names, removed } = useChosen(engineId, ids);
  const [request, setRequest] = useState(first);
  const sessions = useExecSessions(engineId, ids);
  const refused = useRefused(engineId, ids).map((id) => names.get(id) ?? '');
  const { run, start, back } = useCheckpointRun(engineId);
  const capability = engine?.capabilities?.checkpoint;
  const name = ids.length === 1 ? names.get(ids[0] ?? '') : undefined;
  return (
    <Dialog
      title={titleOf(name ?? `${ids.length} containers`, run)}
      onClose={onClose}
      isDismissable={run.phase !== 'running'}
    >
      {run.phase !== 'form' ? (
        <CheckpointRunList
          run={run}
          names={names}
          removed={removed}
          onShow={({ containerId, archive }) => {
            onClose();
            showCheckpoint(archive === null ? placeKey(engineId, containerId) : archiveKey(archive.id));
          }}
          onClose={onClose}
          onBack={(failed) => {
            setIds(failed);
            back();
          }}
        />
      ) : capability?.supported === false ? (
        <Refusal engineName={engine?.name ?? 'This engine'} reason={capability.reason} onClose={onClose} />
      ) : (
        <CheckpointForm
          names={ids.length > 1 ? ids.map((id) => names.get(id) ?? '') : []}
          removed={ids.filter((id) => removed.has(id)).map((id) => names.get(id) ?? '')}
          sessions={sessions}
          refused={refused}
          request={request}
          onChange={setRequest}
          onStart={() => void start(ids, request)}
          onCancel={onClose}
        />
      )}
    </Dialog>
  );
}
