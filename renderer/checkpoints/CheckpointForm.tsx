import type { CheckpointRequest } from '../../shared/checkpoint.ts';
import type { ErrorData } from '../../shared/errors.ts';
import type { OpenExecSessions } from '../state/checkpoints.ts';
import { Button, Checkbox, DialogButtons, Notice, Radio, RadioGroup } from '../ui/index.ts';
import styles from './Checkpoints.module.css';
import { KeptOptions } from './KeptOptions.tsx';
import { fileLocksText, leaveRunningText, notInPlace, notWhereRemoved, placeTexts, tcpText } from './options.ts';

/** Such as `2 terminals are open in it, and one exec session from outside of Gantry`. */
function sessionsTitle({ ours, others }: OpenExecSessions): string {
  const of =
    others === 1 ? 'One exec session from outside of Gantry' : `${others} exec sessions from outside of Gantry`;
  if (ours === 0) return `${of} ${others === 1 ? 'is' : 'are'} open in it`;
  const terminals = ours === 1 ? 'A terminal is open in it' : `${ours} terminals are open in it`;
  return others === 0 ? terminals : `${terminals}, and ${of.replace('One', 'one')}`;
}

function SessionsWarning(props: { readonly open: OpenExecSessions | ErrorData; readonly leaveRunning: boolean }) {
  const { open, leaveRunning } = props;
  if ('code' in open) {
    return (
      <Notice tone="warning" title="Whether terminals are open in it could not be found out">
        <p>{open.engineMessage ?? open.message} Programs started by exec are not part of a checkpoint.</p>
      </Notice>
    );
  }
  if (open.ours + open.others === 0) return null;
  return (
    <Notice tone="warning" title={sessionsTitle(open)}>
      <p>
        Programs started by exec are not part of a checkpoint: they{' '}
        {leaveRunning
          ? 'run on here, and are missing in what is restored.'
          : 'end, and a restore doesn’t start them again.'}
      </p>
    </Notice>
  );
}

/** Under an init the terminal's session belongs to a process that CRIU doesn't find it again by. */
function RefusedWarning({ refused, isOne }: { readonly refused: readonly string[]; readonly isOne: boolean }) {
  if (refused.length === 0) return null;
  const which = isOne ? 'It has' : `${refused.join(', ')}: ${refused.length === 1 ? 'it has' : 'each has'}`;
  return (
    <Notice tone="warning" title={`${which} a terminal and an init: CRIU refuses most of these`}>
      <p>
        Create it without an init (<code>--init</code>), or without a terminal (<code>-t</code>), to be able to freeze
        it.
      </p>
    </Notice>
  );
}

/** Freezing ends it, and so removes it, unless it is left running. As high either way, so that no option moves. */
function RemovalNotice(props: {
  readonly removed: readonly string[];
  readonly isOne: boolean;
  readonly leaveRunning: boolean;
}) {
  const { removed, isOne, leaveRunning } = props;
  const when = leaveRunning ? 'when it ends' : 'by the freeze';
  return (
    <Notice
      tone={leaveRunning ? 'info' : 'warning'}
      title={isOne ? `It is removed ${when}` : `${removed.join(', ')}: removed ${when}`}
    >
      <p>
        {removed.length === 1 ? 'It was' : 'They were'} made to be removed at the end (<code>--rm</code>): only the
        archive stays, from which the container is made again.
      </p>
    </Notice>
  );
}

/** Where to and what with: each option says what it does and what it loses. */
export function CheckpointForm(props: {
  /** Of the containers, where there are several: the title has no room for them. */
  readonly names: readonly string[];
  /** The names of those that are removed when they end. */
  readonly removed: readonly string[];
  /** What is open in them by exec. */
  readonly sessions: OpenExecSessions | ErrorData;
  /** The names of those that CRIU will refuse. */
  readonly refused: readonly string[];
  readonly request: CheckpointRequest;
  readonly onChange: (request: CheckpointRequest) => void;
  readonly onStart: () => void;
  readonly onCancel: () => void;
}) {
  const { names, removed, sessions, refused, request, onChange, onStart, onCancel } = props;
  const change = (more: Partial<CheckpointRequest>): void => onChange({ ...request, ...more });
  const isInPlace = request.to === 'place';
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onStart();
      }}
    >
      {names.length > 0 && <p className={styles.names}>{names.join(', ')}</p>}
      {removed.length > 0 && (
        <RemovalNotice removed={removed} isOne={names.length === 0} leaveRunning={request.leaveRunning} />
      )}
      <RadioGroup
        label="Keep it"
        value={request.to}
        onChange={(to) => change(to === 'place' ? { to, leaveRunning: false } : { to: 'archive' })}
      >
        <Radio value="archive" description={placeTexts.archive.description}>
          {placeTexts.archive.label}
        </Radio>
        <Radio
          value="place"
          isDisabled={removed.length > 0}
          description={removed.length > 0 ? notWhereRemoved : placeTexts.place.description}
        >
          {placeTexts.place.label}
        </Radio>
      </RadioGroup>
      <Checkbox
        isSelected={request.leaveRunning}
        isDisabled={isInPlace}
        onChange={(leaveRunning) => change({ leaveRunning })}
        description={isInPlace ? notInPlace : leaveRunningText.description}
      >
        {leaveRunningText.label}
      </Checkbox>
      <KeptOptions kept={request} onChange={change} tcp={tcpText} fileLocks={fileLocksText} />
      {/* It comes a moment later: under what is chosen, so that nothing moves that is being pointed at. */}
      <RefusedWarning refused={refused} isOne={names.length === 0} />
      <SessionsWarning open={sessions} leaveRunning={request.leaveRunning} />
      <DialogButtons>
        <Button onPress={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary">
          Freeze
        </Button>
      </DialogButtons>
    </form>
  );
}
