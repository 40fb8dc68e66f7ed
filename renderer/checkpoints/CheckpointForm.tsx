import { useState } from 'react';
import type { CheckpointRequest } from '../../shared/checkpoint.ts';
import { Button, Checkbox, Notice, Radio, RadioGroup } from '../ui/index.ts';
import styles from './Checkpoints.module.css';
import { fileLocksText, leaveRunningText, notInPlace, placeTexts, tcpText } from './options.ts';

const first: CheckpointRequest = { to: 'archive', leaveRunning: false, tcpEstablished: false, fileLocks: false };

function SessionsWarning({ count }: { readonly count: number }) {
  if (count === 0) return null;
  return (
    <Notice tone="warning" title={count === 1 ? 'A terminal is open in it' : `${count} terminals are open in it`}>
      Programs started by exec are not part of a checkpoint: they end, and a restore doesn’t bring them back.
    </Notice>
  );
}

/** Where to and what with: each option says what it does and what it loses. */
export function CheckpointForm(props: {
  readonly sessions: number;
  readonly onStart: (request: CheckpointRequest) => void;
  readonly onCancel: () => void;
}) {
  const [request, setRequest] = useState(first);
  const change = (more: Partial<CheckpointRequest>): void => setRequest((before) => ({ ...before, ...more }));
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        props.onStart(request);
      }}
    >
      <SessionsWarning count={props.sessions} />
      <RadioGroup
        label="Keep it"
        value={request.to}
        onChange={(to) => change(to === 'place' ? { to, leaveRunning: false } : { to: 'archive' })}
      >
        <Radio value="archive" description={placeTexts.archive.description}>
          {placeTexts.archive.label}
        </Radio>
        <Radio value="place" description={placeTexts.place.description}>
          {placeTexts.place.label}
        </Radio>
      </RadioGroup>
      <Checkbox
        isSelected={request.leaveRunning}
        isDisabled={request.to === 'place'}
        onChange={(leaveRunning) => change({ leaveRunning })}
        description={request.to === 'place' ? notInPlace : leaveRunningText.description}
      >
        {leaveRunningText.label}
      </Checkbox>
      <Checkbox
        isSelected={request.tcpEstablished}
        onChange={(tcpEstablished) => change({ tcpEstablished })}
        description={tcpText.description}
      >
        {tcpText.label}
      </Checkbox>
      <Checkbox
        isSelected={request.fileLocks}
        onChange={(fileLocks) => change({ fileLocks })}
        description={fileLocksText.description}
      >
        {fileLocksText.label}
      </Checkbox>
      <div className={styles.buttons}>
        <Button onPress={props.onCancel}>Cancel</Button>
        <Button type="submit" variant="primary">
          Freeze
        </Button>
      </div>
    </form>
  );
}
