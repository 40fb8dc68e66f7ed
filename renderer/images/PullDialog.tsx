import { type FormEvent, useState } from 'react';
import { imageReference } from '../../shared/image.ts';
import { Button, Dialog, DialogButtons, TextField } from '../ui/index.ts';
import styles from './Images.module.css';

/** Asks which image shall be pulled; it is over when that begins. */
export function PullDialog(props: { readonly onPull: (reference: string) => void; readonly onClose: () => void }) {
  const { onPull, onClose } = props;
  const [text, setText] = useState('');
  const reference = text.trim();
  const parsed = imageReference.safeParse(reference);
  const fault = reference === '' || parsed.success ? null : (parsed.error.issues[0]?.message ?? null);
  const start = (event: FormEvent): void => {
    event.preventDefault();
    // It may be over another dialog with a form, which is not meant.
    event.stopPropagation();
    if (!parsed.success) return;
    onPull(reference);
    onClose();
  };
  return (
    <Dialog title="Pull an image" onClose={onClose}>
      <form className={styles.form} onSubmit={start}>
        <TextField
          label="Image"
          placeholder="registry/name:tag"
          description="Without a registry the engine looks where its registries.conf says; without a tag it is latest."
          value={text}
          onChange={setText}
          isInvalid={fault !== null}
          errorMessage={fault}
        />
        <DialogButtons>
          <Button onPress={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isDisabled={!parsed.success}>
            Pull
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
