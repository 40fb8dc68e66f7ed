import { Button, Dialog, DialogButtons, Notice, plainText } from '../../ui/index.ts';
import styles from './Create.module.css';

/** The container is there, but the engine has remarked something about it. */
export function CreatedDialog({
  warnings,
  onClose,
}: {
  readonly warnings: readonly string[];
  readonly onClose: () => void;
}) {
  return (
    <Dialog title="The container was created" onClose={onClose}>
      <div className={styles.form}>
        <Notice tone="warning" title="The engine has a remark on it">
          {warnings.map((words) => (
            <p key={words}>{plainText(words)}</p>
          ))}
        </Notice>
        <DialogButtons>
          <Button variant="primary" onPress={onClose}>
            Close
          </Button>
        </DialogButtons>
      </div>
    </Dialog>
  );
}
