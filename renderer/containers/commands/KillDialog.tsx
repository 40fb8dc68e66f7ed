import { type FormEvent, useState } from 'react';
import { actOnAll } from '../../state/actions.ts';
import { Button, ComboBox, Dialog, DialogButtons, plainText } from '../../ui/index.ts';
import type { Question } from './ask.ts';
import styles from './Dialogs.module.css';

/** Those that programs commonly know, and what they commonly do with them. */
const signals: Readonly<Record<string, string>> = {
  SIGTERM: 'Asks it to end.',
  SIGKILL: 'Ends it at once; it can’t clean up.',
  SIGINT: 'As Ctrl+C does.',
  SIGHUP: 'Many servers read their configuration again.',
  SIGQUIT: 'Ends it; some write a dump first.',
  SIGUSR1: 'What the program makes of it.',
  SIGUSR2: 'What the program makes of it.',
  SIGSTOP: 'Halts it until SIGCONT.',
  SIGCONT: 'Goes on after SIGSTOP.',
  SIGWINCH: 'Tells that the terminal’s size has changed.',
};

/** Sends a signal to the containers' first processes. */
export function KillDialog({ question, onClose }: { readonly question: Question; readonly onClose: () => void }) {
  const { engineId, containers } = question;
  const [typed, setTyped] = useState('SIGTERM');
  const upper = typed.trim().toUpperCase();
  const signal = /^[0-9]+$/.test(upper) || upper.startsWith('SIG') ? upper : `SIG${upper}`;
  const isSignal = /^(SIG[A-Z0-9+]+|[0-9]+)$/.test(signal) && signal !== 'SIG';
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (!isSignal) return;
    actOnAll(engineId, containers, { do: 'kill', signal });
    onClose();
  };
  const whom = containers.length === 1 ? plainText(containers[0]?.name ?? '') : `${containers.length} containers`;
  return (
    <Dialog title={`Send a signal to ${whom}`} onClose={onClose}>
      <form className={styles.form} onSubmit={send}>
        <ComboBox
          label="Signal"
          value={typed}
          onChange={setTyped}
          options={Object.keys(signals)}
          description={signals[signal] ?? 'To the first process of the container.'}
          errorMessage={isSignal ? null : 'A name such as SIGTERM, or a number.'}
        />
        <DialogButtons>
          <Button onPress={onClose}>Cancel</Button>
          <Button type="submit" variant={signal === 'SIGKILL' ? 'danger' : 'primary'} isDisabled={!isSignal}>
            Send {isSignal ? signal : ''}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
