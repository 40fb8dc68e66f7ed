import { type FormEvent, useState } from 'react';
import { type ImageSource, imageName } from '../../shared/image.ts';
import { Button, Dialog, DialogButtons, plainText, TextField } from '../ui/index.ts';
import styles from './Images.module.css';

/** Asks by what name a file or folder shall be known; it is over when the import begins. */
export function ImportDialog(props: {
  readonly source: ImageSource;
  readonly onImport: (name: string | null) => void;
  readonly onClose: () => void;
}) {
  const { source, onImport, onClose } = props;
  const [name, setName] = useState('');
  const parsed = imageName.safeParse(name);
  const fault = name === '' || parsed.success ? null : (parsed.error.issues[0]?.message ?? null);
  const start = (event: FormEvent): void => {
    event.preventDefault();
    // It may be over another dialog with a form, which is not meant.
    event.stopPropagation();
    if (fault !== null) return;
    onImport(name === '' ? null : name);
    onClose();
  };
  return (
    <Dialog title={`Import ${plainText(source.name)}`} onClose={onClose}>
      <form className={styles.form} onSubmit={start}>
        <p>
          {source.isFolder
            ? 'A folder with an OCI image layout is taken as the images in it; any other one as a root file system.'
            : 'An OCI or Docker archive is taken as the images in it; any other tar as a root file system.'}
        </p>
        <TextField
          label="Name"
          placeholder="its own"
          description="Images bring names of their own. A root file system has none until you give it one."
          value={name}
          onChange={setName}
          isInvalid={fault !== null}
          errorMessage={fault}
        />
        <DialogButtons>
          <Button onPress={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isDisabled={fault !== null}>
            Import
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
