import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { EngineSummary } from '../../../shared/engine.ts';
import { type ErrorData, toErrorData } from '../../../shared/errors.ts';
import { ImportForCreate } from '../../images/ImportForCreate.tsx';
import { useContainersOf } from '../../state/containers.ts';
import { type Created, createContainer, removeUnstarted, tellUnstarted } from '../../state/create.ts';
import { followImages, useImageNames } from '../../state/images.ts';
import { useNavigation } from '../../state/navigation.ts';
import {
  Button,
  Checkbox,
  ComboBox,
  Dialog,
  DialogButtons,
  focusFault,
  landAfterDialog,
  TextField,
} from '../../ui/index.ts';
import { CommandLine } from './CommandLine.tsx';
import styles from './Create.module.css';
import { CreatedDialog } from './CreatedDialog.tsx';
import { CreateError } from './CreateError.tsx';
import { type CreateForm, emptyForm, judgeForm } from './form.ts';
import { EnvironmentField, PortsField, VolumesField } from './MoreFields.tsx';
import { NetworkFields } from './NetworkFields.tsx';
import { RestartFields } from './RestartFields.tsx';
import { SelinuxFields } from './SelinuxFields.tsx';
import { StartError } from './StartError.tsx';

interface CreateDialogProps {
  readonly engine: EngineSummary;
  readonly onClose: () => void;
}

/**
 * Creates a container, and starts it. It stays open until there is one that runs, or that is kept as it is, and what the
 * engine remarked has been read. Then its row has the keys.
 */
export function CreateDialog({ engine, onClose }: CreateDialogProps) {
  const createOf = useNavigation((state) => state.createOf);
  const [edited, setForm] = useState<CreateForm>({ ...emptyForm, image: createOf ?? '' });
  const [tries, setTries] = useState(0);
  const wasTried = tries > 0;
  /** Fields whose faults are told: nobody is told of one while still typing. */
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: ErrorData; readonly image: string } | null>(null);
  const [unstarted, setUnstarted] = useState<Created | null>(null);
  const [warnings, setWarnings] = useState<readonly string[] | null>(null);
  const body = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (tries > 0) focusFault(body.current);
  }, [tries]);
  const names = useImageNames(engine.id);
  useEffect(() => followImages(engine.id), [engine.id]);
  const others = useContainersOf(engine.id);
  const taken = useMemo(
    () => new Set([...others.values()].flatMap(({ id, name }) => (id === unstarted?.containerId ? [] : name))),
    [others, unstarted],
  );

  // The only image there is needs no choosing; what was typed stays.
  const only = names?.length === 1 ? (names[0] ?? '') : '';
  const [wasImageTyped, setImageTyped] = useState(createOf !== null);
  const form = wasImageTyped ? edited : { ...edited, image: only };
  const { spec, faults } = judgeForm(form, taken);
  const isOff = engine.info?.selinuxEnabled === false;
  const shown = new Map([...faults].filter(([field]) => left.has(field)));
  const change = (part: Partial<CreateForm>): void => setForm({ ...form, ...part });
  const fieldFault = (field: string): string | null => shown.get(field) ?? null;
  const leaveField = (field: string, value: string): void => {
    if (value !== '') setLeft((before) => new Set(before).add(field));
  };

  const leave = (): void => {
    onClose();
    landAfterDialog();
  };
  const done = ({ warnings }: Created): void => {
    if (warnings.length === 0) leave();
    else setWarnings(warnings);
  };
  const keep = (): void => {
    if (unstarted === null) return;
    tellUnstarted(engine.id, others.get(unstarted.containerId)?.name ?? '', unstarted);
    done(unstarted);
  };
  const create = async (start: boolean): Promise<void> => {
    setTries(tries + 1);
    setLeft((before) => new Set([...before, ...faults.keys()]));
    if (faults.size > 0 || isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      if (unstarted !== null) await removeUnstarted(engine.id, unstarted.containerId);
      setUnstarted(null);
      const created = await createContainer(engine.id, spec, start);
      if (created.startError === null) {
        done(created);
        return;
      }
      setUnstarted(created);
    } catch (thrown) {
      setFailure({ error: toErrorData(thrown), image: spec.image });
    }
    setBusy(false);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void create(true);
  };

  if (warnings !== null) return <CreatedDialog warnings={warnings} onClose={leave} />;
  return (
    <Dialog title="Create a container" onClose={unstarted === null ? onClose : keep} isDismissable={!isBusy} isWide>
      <form ref={body} className={styles.form} onSubmit={submit} noValidate>
        <div className={styles.pair}>
          <ComboBox
            label="Image"
            value={form.image}
            onChange={(image) => {
              if (image === form.image) return;
              setImageTyped(true);
              change({ image });
            }}
            options={names ?? []}
            placeholder="name:tag"
            errorMessage={fieldFault('image')}
          />
          <TextField
            label="Name"
            placeholder="made up by the engine"
            value={form.name}
            description="Letters, digits, and after the first _ . -"
            onBlur={() => leaveField('name', form.name)}
            onChange={(name) => change({ name })}
            isInvalid={fieldFault('name') !== null}
            errorMessage={fieldFault('name')}
          />
        </div>
        <ImportForCreate
          engine={engine}
          onImported={(image) => {
            setImageTyped(true);
            setForm((now) => ({ ...now, image }));
          }}
        />
        <TextField
          label="Command"
          placeholder="the image’s own"
          description="As in a shell: blanks part the arguments, quotes keep them together."
          value={form.command}
          onBlur={() => leaveField('command', form.command)}
          onChange={(command) => change({ command })}
          isInvalid={fieldFault('command') !== null}
          errorMessage={fieldFault('command')}
        />
        <div className={styles.switches}>
          <Checkbox isSelected={form.terminal} onChange={(terminal) => change({ terminal })}>
            Terminal
          </Checkbox>
          <Checkbox isSelected={form.init} onChange={(init) => change({ init })}>
            Init that reaps zombies
          </Checkbox>
          <Checkbox
            isSelected={spec.autoRemove}
            isDisabled={form.restart !== 'no'}
            onChange={(autoRemove) => change({ autoRemove })}
          >
            Remove it when it ends
          </Checkbox>
        </div>
        <RestartFields form={form} change={change} faults={shown} leave={leaveField} engine={engine} />
        <EnvironmentField form={form} change={change} faults={shown} leave={leaveField} />
        <NetworkFields form={form} change={change} />
        <PortsField form={form} change={change} faults={shown} leave={leaveField} ports={engine.capabilities?.ports} />
        <VolumesField form={form} change={change} faults={shown} leave={leaveField} isOff={isOff} />
        <SelinuxFields form={form} change={change} faults={shown} leave={leaveField} isOff={isOff} />
        {unstarted?.startError && <StartError error={unstarted.startError} warnings={unstarted.warnings} />}
        {failure !== null && <CreateError {...failure} engine={engine} onDismiss={() => setFailure(null)} />}
        {wasTried && faults.size > 0 && (
          <p role="alert" className={styles.fault}>
            {faults.size === 1 ? 'One field needs another look.' : `${faults.size} fields need another look.`}
          </p>
        )}
        <div className={styles.end}>
          <CommandLine podman={engine.command} spec={spec} faults={faults} />
          <DialogButtons>
            {unstarted === null ? (
              <>
                <Button onPress={onClose} isDisabled={isBusy}>
                  Cancel
                </Button>
                <Button onPress={() => void create(false)} isDisabled={isBusy}>
                  Create only
                </Button>
              </>
            ) : (
              <Button onPress={keep} isDisabled={isBusy}>
                Keep it
              </Button>
            )}
            <Button type="submit" variant="primary" isPending={isBusy}>
              {unstarted === null ? 'Create and start' : 'Change and try again'}
            </Button>
          </DialogButtons>
        </div>
      </form>
    </Dialog>
  );
}
