import { useEffect } from 'react';
import type { SessionSummary } from '../../shared/session.ts';
import { quit, stay, tellAsking } from '../state/quitting.ts';
import { Button, Dialog, DialogButtons, plainText } from '../ui/index.ts';
import styles from './QuitDialog.module.css';
import { commandLine, mayRunOn } from './words.ts';

/** The question before quitting ends what runs in terminals. */
export function QuitDialog({ sessions }: { readonly sessions: readonly SessionSummary[] }) {
  // Each time it is asked, with the same sessions too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is what it answers
  useEffect(tellAsking, [sessions]);
  const losesInput = sessions.some(({ endsInput }) => endsInput);
  const isOne = sessions.length === 1;
  return (
    <Dialog title="Quit Gantry?" role="alertdialog" onClose={stay}>
      <p>{isOne ? 'This ends with it:' : `These ${sessions.length} end with it:`}</p>
      <ul className={styles.sessions}>
        {sessions.map((session) => (
          <li key={session.id}>
            <code>{commandLine(session)}</code> in {plainText(session.containerName)}
            {mayRunOn(session.state) ? ', if its engine answers: the connection was lost' : null}
          </li>
        ))}
      </ul>
      <p>
        Commands end with what they have started, unless that was told to go on (<code>nohup</code>, <code>setsid</code>
        ).
        {losesInput ? ' A container without a terminal loses its standard input for good.' : null} The containers
        themselves run on{losesInput ? ', if they go on without it' : null}.
      </p>
      <DialogButtons>
        <Button onPress={stay}>Cancel</Button>
        <Button variant="danger" onPress={quit}>
          Quit
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
