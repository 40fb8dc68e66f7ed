import { useState } from 'react';
import type { ContainerSummary } from '../../shared/container.ts';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import { useContainersOf } from '../state/containers.ts';
import { actOnImage } from '../state/images.ts';
import { Button, Checkbox, Dialog, DialogButtons, ErrorNotice, plainText } from '../ui/index.ts';
import styles from './Images.module.css';
import { calledAs, type ImageRow, shortId } from './rows.ts';

interface Refused {
  readonly row: ImageRow;
  readonly error: ErrorData;
}

function usersIn(containers: ReadonlyMap<string, ContainerSummary>, rows: readonly ImageRow[]): ContainerSummary[] {
  const ids = new Set(rows.map(({ id }) => id));
  return [...containers.values()].filter(({ imageId }) => ids.has(imageId.replace(/^sha256:/, '')));
}

/**
 * Asks before images are removed. What the engine refuses stays in the dialog, in its words; that containers which use
 * it go along is asked for only then.
 */
export function RemoveDialog(props: {
  readonly engineId: string;
  readonly rows: readonly ImageRow[];
  readonly onClose: () => void;
}) {
  const { engineId, onClose } = props;
  const [rows, setRows] = useState(props.rows);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [takesUsers, setTakesUsers] = useState(false);
  const containers = useContainersOf(engineId);
  const users = refused.some(({ error }) => error.code === 'conflict') ? usersIn(containers, rows) : [];
  const [first] = rows;
  const title =
    first !== undefined && rows.length === 1
      ? `Remove ${plainText(calledAs(first))}?`
      : `Remove ${rows.length} images?`;
  const remove = async (): Promise<void> => {
    setBusy(true);
    const failed: Refused[] = [];
    for (const row of rows) {
      const along = takesUsers ? usersIn(containers, [row]).map(({ id }) => id) : [];
      try {
        await actOnImage(engineId, row.id, { do: 'remove', containers: along });
      } catch (thrown) {
        failed.push({ row, error: toErrorData(thrown) });
      }
    }
    setBusy(false);
    if (failed.length === 0) return onClose();
    setRows(failed.map(({ row }) => row));
    setRefused(failed);
    setTakesUsers(false);
  };
  return (
    <Dialog role="alertdialog" title={title} onClose={onClose} isDismissable={!isBusy}>
      <ul className={styles.names}>
        {rows.map(({ id, names }) => (
          <li key={id}>
            {names.length === 0 ? shortId(id) : names.map(plainText).join(', ')}
            {names.length > 0 && <span className={styles.quiet}> {shortId(id)}</span>}
          </li>
        ))}
      </ul>
      <p>
        {rows.length === 1 ? 'It goes with all its names.' : 'Each goes with all its names.'}{' '}
        {takesUsers ? '' : 'No container is touched.'}
      </p>
      {refused.map(({ row, error }) => (
        <ErrorNotice key={row.id} error={error} />
      ))}
      {users.length > 0 && (
        <Checkbox
          isSelected={takesUsers}
          onChange={setTakesUsers}
          description={`Killed where they run, with what was written inside of them: ${users.map(({ name }) => plainText(name)).join(', ')}`}
        >
          Remove the containers that use {rows.length === 1 ? 'it' : 'them'} first
        </Checkbox>
      )}
      <DialogButtons>
        <Button onPress={onClose} isDisabled={isBusy}>
          Cancel
        </Button>
        <Button variant="danger" onPress={() => void remove()} isPending={isBusy}>
          {takesUsers ? 'Remove with containers' : refused.length > 0 ? 'Try again' : 'Remove'}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
