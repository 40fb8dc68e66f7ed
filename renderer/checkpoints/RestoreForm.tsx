import { useState } from 'react';
import type { CheckpointArchive, RestoreRequest } from '../../shared/checkpoint.ts';
import type { EngineSummary } from '../../shared/engine.ts';
import {
  Button,
  Checkbox,
  DialogButtons,
  Notice,
  plainText,
  Radio,
  RadioGroup,
  Select,
  SelectItem,
  TextField,
} from '../ui/index.ts';
import styles from './Checkpoints.module.css';
import { KeptOptions } from './KeptOptions.tsx';
import { restoreLocksText, restoreTcpText } from './options.ts';
import { judgePorts, RestorePorts, type TypedPorts } from './RestorePorts.tsx';
import { freeName, nameProblem, nameProblemWords, notSeenWords } from './restore-name.ts';
import { useTaken } from './use-taken.ts';

const addressText =
  'A fixed address belongs to one container at a time: leave it behind where the other one may still run.';

const noTcpText =
  'Not under a new name: they belong to the old container and its address, which the new one doesn’t have.';

function EngineChoice(props: {
  readonly engines: readonly EngineSummary[];
  readonly engineId: string;
  readonly onChange: (engineId: string) => void;
}) {
  if (props.engines.length < 2) return null;
  return (
    <Select label="On" selectedKey={props.engineId} onSelectionChange={(key) => props.onChange(String(key))}>
      {props.engines.map(({ id, name }) => (
        <SelectItem key={id} id={id}>
          {name}
        </SelectItem>
      ))}
    </Select>
  );
}

/** An archive is restored by the OCI runtime that made it. */
function RuntimeNote({ made, engine }: { readonly made: string; readonly engine: EngineSummary }) {
  const usual = engine.info?.runtime.name ?? '';
  if (made === '' || usual === '' || made === usual) return null;
  return (
    <Notice tone="info" title={`It was made with ${plainText(made)}`}>
      <p>
        {engine.name} runs {usual} for new containers: {plainText(made)} has to be installed there too.
      </p>
    </Notice>
  );
}

/** How an archive is brought back: on which engine, under which name, and what of its connections is kept. */
export function RestoreForm(props: {
  readonly archive: CheckpointArchive;
  /** Those that can restore; at least one. */
  readonly engines: readonly [EngineSummary, ...EngineSummary[]];
  readonly onStart: (request: RestoreRequest) => void;
  readonly onCancel: () => void;
}) {
  const { archive, engines, onStart, onCancel } = props;
  const [chosenEngine, setChosenEngine] = useState(engines[0].id);
  // One that was lost meanwhile is no choice any more.
  const engine = engines.find(({ id }) => id === chosenEngine) ?? engines[0];
  const engineId = engine.id;
  const taken = useTaken(engineId);
  const [chosen, setChosen] = useState<'old' | 'new' | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [kept, setKept] = useState({ tcpEstablished: archive.tcpEstablished, fileLocks: archive.fileLocks });
  const [typedPorts, setTypedPorts] = useState<TypedPorts>(new Map());
  const [ignoreStatic, setIgnoreStatic] = useState<boolean | null>(null);

  const clashes = taken.names.has(archive.containerName) || taken.ids.has(archive.containerId);
  const naming = chosen ?? (clashes ? 'new' : 'old');
  const name = typed ?? freeName(archive.containerName, taken.names);
  const problem = naming === 'new' ? nameProblem(name, taken.names) : null;
  const ports = archive.ports ?? [];
  const { asked, faults } = judgePorts(ports, typedPorts);
  const isReady = problem === null && faults.size === 0 && !(naming === 'old' && clashes);
  const leavesAddresses = ignoreStatic ?? naming === 'new';

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        onStart({
          from: 'archive',
          engineId,
          archiveId: archive.id,
          name: naming === 'new' ? name : null,
          tcpEstablished: naming === 'old' && kept.tcpEstablished,
          fileLocks: kept.fileLocks,
          ignoreStaticIp: leavesAddresses,
          ignoreStaticMac: leavesAddresses,
          ports: asked,
        });
      }}
    >
      <RadioGroup label="Name" value={naming} onChange={(value) => setChosen(value === 'new' ? 'new' : 'old')}>
        <Radio
          value="old"
          isDisabled={clashes}
          description={
            clashes ? 'It, or the container it was made of, is there already: remove that first.' : 'The same id too.'
          }
        >
          {`The old one: ${plainText(archive.containerName)}`}
        </Radio>
        <Radio value="new" description="A container of its own beside the old one, with a new id.">
          A new one
        </Radio>
      </RadioGroup>
      <TextField
        label="New name"
        value={name}
        onChange={setTyped}
        isDisabled={naming === 'old'}
        isInvalid={problem !== null}
        description={naming === 'old' ? 'It keeps the old one.' : notSeenWords(taken.names)}
        errorMessage={nameProblemWords(problem, name)}
      />
      <RestorePorts {...{ engineId, ports, faults }} typed={typedPorts} onChange={setTypedPorts} />
      <KeptOptions
        kept={kept}
        onChange={(change) => setKept({ ...kept, ...change })}
        tcp={restoreTcpText}
        fileLocks={restoreLocksText}
        noTcp={naming === 'new' ? noTcpText : null}
      />
      <Checkbox isSelected={leavesAddresses} onChange={setIgnoreStatic} description={addressText}>
        Leave fixed IP and MAC addresses behind
      </Checkbox>
      {/* Last, and so not what the keys are at first: it is the engine that is looked at, but for few. */}
      <EngineChoice engines={engines} engineId={engineId} onChange={setChosenEngine} />
      <RuntimeNote made={archive.ociRuntime} engine={engine} />
      <DialogButtons>
        <Button onPress={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" isDisabled={!isReady}>
          Restore
        </Button>
      </DialogButtons>
    </form>
  );
}
