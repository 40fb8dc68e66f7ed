import { useState } from 'react';
import type { CheckpointArchive } from '../../shared/checkpoint.ts';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import { deleteArchive } from '../state/checkpoints.ts';
import { Button, Dialog, ErrorNotice, formatBytes, formatTime } from '../ui/index.ts';
import styles from './Checkpoints.module.css';

/** Asks before an archive's file is deleted. */
export function DeleteDialog({
  archive,
  onClose,
}: {
  readonly archive: CheckpointArchive;
  readonly onClose: () => void;
}) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorData | null>(null);
  async function remove(): Promise<void> {
    setBusy(true);
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
      <div className={styles.form}>
        <p>
          The checkpoint of <strong>{archive.containerName}</strong> made {formatTime(archive.createdAt)} and its file
          of {formatBytes(archive.sizeBytes)} are deleted for good. The container is left as it is.
        </p>
        {error !== null && <ErrorNotice error={error} />}
        <div className={styles.buttons}>
          <Button onPress={onClose} autoFocus>
            Cancel
          </Button>
          <Button variant="danger" onPress={() => void remove()} isDisabled={isBusy}>
            Delete
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
