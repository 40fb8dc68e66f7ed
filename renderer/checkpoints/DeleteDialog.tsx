import { useState } from 'react';
import type { CheckpointArchive, CheckpointInPlace } from '../../shared/checkpoint.ts';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import { deleteArchive } from '../state/checkpoints.ts';
import { Button, Dialog, DialogButtons, ErrorNotice, formatBytes, formatTime, plainText } from '../ui/index.ts';

/** Asks before an archive's file is deleted. */
export function DeleteDialog(props: {
  readonly archive: CheckpointArchive;
  /** What the same freeze has left frozen in place. */
  readonly place: CheckpointInPlace | null;
  readonly onClose: () => void;
}) {
  const { archive, place, onClose } = props;
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorData | null>(null);
  async function remove(): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      await deleteArchive(archive.id);
      onClose();
    } catch (thrown) {
      setError(toErrorData(thrown));
      setBusy(false);
    }
  }
  return (
    <Dialog title="Delete the archive?" onClose={onClose} role="alertdialog">
      <p>
        The checkpoint of <strong>{plainText(archive.containerName)}</strong>, made {formatTime(archive.createdAt)}, and
        its file of {formatBytes(archive.sizeBytes)} are deleted for good.{' '}
        {place === null
          ? 'No container is touched.'
          : 'The container stays frozen in place, and can still be restored from there.'}
      </p>
      {error !== null && <ErrorNotice error={error} />}
      <DialogButtons>
        <Button onPress={onClose}>Cancel</Button>
        <Button variant="danger" onPress={() => void remove()} isDisabled={isBusy}>
          {error === null ? 'Delete' : 'Try again'}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
