import { type FormEvent, useState } from 'react';
import { imageName } from '../../shared/image.ts';
import { actOnImage, useImages } from '../state/images.ts';
import {
  Button,
  Dialog,
  DialogButtons,
  ErrorNotice,
  plainText,
  Radio,
  RadioGroup,
  TextField,
  useAct,
} from '../ui/index.ts';
import styles from './Images.module.css';
import { calledAs, type ImageRow, shortId } from './rows.ts';

const beside = 'beside';

/** As engines write it: made here where no registry is named, `latest` without a tag. */
function fullName(name: string): string {
  const [first = '', ...more] = name.split('/');
  const hasHost = more.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const withHost = hasHost ? name : `localhost/${name}`;
  return /:[^/]*$/.test(withHost) ? withHost : `${withHost}:latest`;
}

/** Gives an image a name, beside those that it has or instead of one of them. */
export function NameDialog(props: { readonly engineId: string; readonly row: ImageRow; readonly onClose: () => void }) {
  const { engineId, row, onClose } = props;
  const [old = ''] = row.names;
  const [name, setName] = useState(old);
  const [place, setPlace] = useState(row.names.length === 1 ? old : beside);
  const naming = useAct();
  const others = useImages((state) => state.byEngine.get(engineId)) ?? [];
  const loser = others.find(({ id, names }) => id !== row.id && names.includes(fullName(name)));
  const parsed = imageName.safeParse(name);
  const isOwn = row.names.includes(fullName(name));
  const fault = name === '' || parsed.success ? null : (parsed.error.issues[0]?.message ?? null);
  const isReady = parsed.success && !isOwn;
  const rename = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isReady || naming.isBusy) return;
    const instead = place === beside ? null : place;
    if (await naming.act(() => actOnImage(engineId, row.id, { do: 'tag', name, instead }))) onClose();
  };
  const description =
    loser !== undefined
      ? `The image ${shortId(loser.id)} goes by it now, and would lose it.`
      : isOwn
        ? 'It goes by this name already: type another one.'
        : 'No other image goes by it.';
  return (
    <Dialog title={`Name ${plainText(calledAs(row))}`} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void rename(event)}>
        <TextField
          label="Name"
          placeholder="name:tag"
          description={description}
          value={name}
          onChange={setName}
          isInvalid={fault !== null}
          errorMessage={fault}
        />
        {row.names.length > 0 && (
          <RadioGroup label="It is known by this name" value={place} onChange={setPlace}>
            {row.names.map((each) => (
              <Radio key={each} value={each}>
                instead of {plainText(each)}
              </Radio>
            ))}
            <Radio value={beside}>beside {row.names.length === 1 ? 'the one' : 'those'} that it has</Radio>
          </RadioGroup>
        )}
        {naming.error !== null && <ErrorNotice error={naming.error} takesKeys />}
        <DialogButtons>
          <Button onPress={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isDisabled={!isReady} isPending={naming.isBusy}>
            Name it
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
