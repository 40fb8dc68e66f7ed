import { useCallback, useEffect, useState } from 'react';
import type { CheckpointInPlace } from '../../../shared/checkpoint.ts';
import { type ErrorData, toErrorData } from '../../../shared/errors.ts';
import { call } from '../../bridge/index.ts';
import { RestoreDialog } from '../../checkpoints/RestoreDialog.tsx';
import { Button, Dialog, DialogButtons, ErrorNotice, plainText, Spinner } from '../../ui/index.ts';
import type { Question } from './ask.ts';
import styles from './Dialogs.module.css';

type Read = { readonly checkpoint: CheckpointInPlace } | { readonly error: ErrorData };

/** Milliseconds for which nobody needs to be told that something is being read. */
const unnoticed = 300;

/** Restores a frozen container, once its checkpoint has told what it was made with. */
export function RestoreFrozenDialog(props: { readonly question: Question; readonly onClose: () => void }) {
  const { question, onClose } = props;
  const { engineId, containers } = question;
  const [container] = containers;
  const containerId = container?.id ?? '';
  const [read, setRead] = useState<Read | null>(null);
  const [isLate, setLate] = useState(false);
  const load = useCallback(() => {
    setRead(null);
    call('checkpoints.inPlace', { engineId, containerId }).then(
      (checkpoint) => setRead({ checkpoint }),
      (thrown: unknown) => setRead({ error: toErrorData(thrown) }),
    );
  }, [engineId, containerId]);
  useEffect(load, [load]);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), unnoticed);
    return () => clearTimeout(timer);
  }, []);
  if (read !== null && 'checkpoint' in read) return <RestoreDialog checkpoint={read.checkpoint} onClose={onClose} />;
  if (read === null && !isLate) return null;
  return (
    <Dialog title={`Restore ${plainText(container?.name ?? '')}`} onClose={onClose}>
      {read === null ? (
        <p role="status" className={styles.quiet}>
          <Spinner /> Reading the checkpoint…
        </p>
      ) : (
        <ErrorNotice error={read.error} onRetry={load} />
      )}
      <DialogButtons>
        <Button onPress={onClose}>Close</Button>
      </DialogButtons>
    </Dialog>
  );
}
