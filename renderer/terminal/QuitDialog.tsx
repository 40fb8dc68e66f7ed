import { useEffect } from 'react';
import type { Operation } from '../../shared/checkpoint.ts';
import type { QuitMatters } from '../../shared/ipc.ts';
import { quit, quitWhenDone, stay, tellAsking, useQuitting } from '../state/quitting.ts';
import { Button, Dialog, DialogButtons, plainText } from '../ui/index.ts';
import styles from './QuitDialog.module.css';
import { mayRunOn, programsLine } from './words.ts';

const underWay = {
  freeze: 'Freezing',
  restore: 'Restoring',
  add: 'Adding',
  save: 'Saving',
} satisfies Record<Operation['kind'], string>;

/** The question before quitting ends what runs in terminals, or breaks off what is under way. */
export function QuitDialog({ matters }: { readonly matters: QuitMatters }) {
  const { sessions, operations } = matters;
  const { waits, programs } = useQuitting();
  // Each time it is asked, of the same too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is what it answers
  useEffect(tellAsking, [matters]);
  const losesInput = sessions.some(({ endsInput }) => endsInput);
  const count = sessions.length + operations.length;
  return (
    <Dialog title="Quit Gantry?" role="alertdialog" onClose={stay}>
      <p>{count === 1 ? 'This ends with it:' : `These ${count} end with it:`}</p>
      <ul className={styles.ending}>
        {operations.map(({ operationId, kind, name }) => (
          <li key={operationId}>
            {underWay[kind]} {plainText(name)}
          </li>
        ))}
        {sessions.map((session) => (
          <li key={session.id}>
            <code>{programsLine(session, programs.get(session.id) ?? null)}</code> in {plainText(session.containerName)}
            {mayRunOn(session.state) ? ', or when its engine answers at the next start: the connection was lost' : null}
          </li>
        ))}
      </ul>
      {operations.some(({ kind }) => kind === 'freeze') ? (
        <p>
          What is broken off while it is frozen into an archive has no archive, and where it is removed when it ends,
          nothing is left of it.
        </p>
      ) : null}
      {sessions.length > 0 ? (
        <p>
          Commands end with what they have started, unless that was told to go on (<code>nohup</code>,{' '}
          <code>setsid</code>).
          {losesInput ? ' A container without a terminal loses its standard input for good.' : null} The containers
          themselves run on{losesInput ? ', if they go on without it' : null}.
        </p>
      ) : null}
      <DialogButtons>
        <Button onPress={stay}>Cancel</Button>
        {operations.length > 0 ? (
          <Button onPress={quitWhenDone} isPending={waits}>
            {waits ? 'Quits when it is done' : 'Quit when it is done'}
          </Button>
        ) : null}
        <Button variant="danger" onPress={quit}>
          {operations.length > 0 ? 'Quit now' : 'Quit'}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
