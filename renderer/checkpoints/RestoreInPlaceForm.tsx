import { useState } from 'react';
import type { CheckpointInPlace, RestoreRequest } from '../../shared/checkpoint.ts';
import { Button, Checkbox, DialogButtons } from '../ui/index.ts';
import styles from './Checkpoints.module.css';
import { restoreLocksText, restoreTcpText } from './options.ts';

/** A container that was frozen in place comes back as itself: only what of its connections is kept is asked. */
export function RestoreInPlaceForm(props: {
  readonly checkpoint: CheckpointInPlace;
  readonly onStart: (request: RestoreRequest) => void;
  readonly onCancel: () => void;
}) {
  const { checkpoint, onStart, onCancel } = props;
  const [tcpEstablished, setTcp] = useState(checkpoint.tcpEstablished ?? false);
  const [fileLocks, setFileLocks] = useState(checkpoint.fileLocks ?? false);
  const { engineId, containerId } = checkpoint;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onStart({ from: 'place', engineId, containerId, tcpEstablished, fileLocks });
      }}
    >
      <p className={styles.quiet}>
        It goes on where it was frozen.{' '}
        {checkpoint.archiveId === null
          ? 'The checkpoint is used up by this.'
          : 'The archive of this freeze stays, and can be restored again.'}
      </p>
      <Checkbox isSelected={tcpEstablished} onChange={setTcp} description={restoreTcpText.description}>
        {restoreTcpText.label}
      </Checkbox>
      <Checkbox isSelected={fileLocks} onChange={setFileLocks} description={restoreLocksText.description}>
        {restoreLocksText.label}
      </Checkbox>
      <DialogButtons>
        <Button onPress={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary">
          Restore
        </Button>
      </DialogButtons>
    </form>
  );
}
