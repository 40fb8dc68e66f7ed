import { useState } from 'react';
import type { CheckpointInPlace, RestoreRequest } from '../../shared/checkpoint.ts';
import { Button, DialogButtons } from '../ui/index.ts';
import styles from './Checkpoints.module.css';
import { KeptOptions } from './KeptOptions.tsx';
import { restoreLocksText, restoreTcpText } from './options.ts';

/** A container that was frozen in place comes back as itself: only what of its connections is kept is asked. */
export function RestoreInPlaceForm(props: {
  readonly checkpoint: CheckpointInPlace;
  readonly onStart: (request: RestoreRequest) => void;
  readonly onCancel: () => void;
}) {
  const { checkpoint, onStart, onCancel } = props;
  const [kept, setKept] = useState({
    tcpEstablished: checkpoint.tcpEstablished ?? false,
    fileLocks: checkpoint.fileLocks ?? false,
  });
  const { engineId, containerId } = checkpoint;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onStart({ from: 'place', engineId, containerId, ...kept });
      }}
    >
      <p className={styles.quiet}>
        It goes on where it was frozen.{' '}
        {checkpoint.archiveId === null
          ? 'The checkpoint is used up by this.'
          : 'The archive of this freeze stays, and can be restored again.'}
      </p>
      <KeptOptions
        kept={kept}
        onChange={(change) => setKept({ ...kept, ...change })}
        tcp={restoreTcpText}
        fileLocks={restoreLocksText}
      />
      <DialogButtons>
        <Button onPress={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary">
          Restore
        </Button>
      </DialogButtons>
    </form>
  );
}
