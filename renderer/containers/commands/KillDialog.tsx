import { type FormEvent, useState } from 'react';
import { signalNumber, signalOf } from '../../../shared/signals.ts';
import { actOnAll } from '../../state/actions.ts';
import { Button, ComboBox, Dialog, DialogButtons, plainText } from '../../ui/index.ts';
import type { Question } from './ask.ts';
import styles from './Dialogs.module.css';

/** What programs commonly do with those that they commonly know. @param it or them */
const meanings: Readonly<Record<string, (it: string) => string>> = {
  SIGTERM: (it) => `Asks ${it} to end.`,
  SIGKILL: (it) => `Ends ${it} at once, with nothing cleaned up.`,
  SIGINT: () => 'As Ctrl+C does.',
  SIGHUP: () => 'Many servers read their configuration again.',
  SIGQUIT: (it) => `Ends ${it}; some write a dump first.`,
  SIGUSR1: () => 'It means what the program makes of it.',
  SIGUSR2: () => 'It means what the program makes of it.',
  SIGSTOP: (it) => `Halts ${it} until SIGCONT.`,
  SIGCONT: (it) => `Lets ${it} go on after SIGSTOP.`,
  SIGWINCH: () => 'Tells that the terminal’s size has changed.',
};

/** Why this can't be sent. @returns null: it can */
function faultOf(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return 'A name such as SIGTERM or SIGRTMIN+3, or a number.';
  const number = signalNumber(text);
  if (number === null && /^\d+$/.test(text)) return `There is no signal ${text}: they go from 1 to 64.`;
  if (number === null)
    return `There is no signal ${plainText(text)}. A name such as SIGTERM or SIGRTMIN+3, or a number.`;
  return signalOf(number) === null ? `The C library keeps signal ${number} for itself.` : null;
}

/** Sends a signal to the containers' first processes. */
export function KillDialog({ question, onClose }: { readonly question: Question; readonly onClose: () => void }) {
  const { engineId, containers } = question;
  const [typed, setTyped] = useState('SIGTERM');
  const fault = faultOf(typed);
  const number = fault === null ? signalNumber(typed) : null;
  const signal = number === null ? null : signalOf(number);
  const isOne = containers.length === 1;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (number === null || signal === null) return;
    // Not every engine knows all names of those without a meaning of their own.
    actOnAll(engineId, containers, { do: 'kill', signal: signal.startsWith('SIGRT') ? String(number) : signal });
    onClose();
  };
  const whom = isOne ? plainText(containers[0]?.name ?? '') : `${containers.length} containers`;
  return (
    <Dialog title={`Send a signal to ${whom}`} onClose={onClose}>
      <form className={styles.form} onSubmit={send}>
        <ComboBox
          label="Signal"
          value={typed}
          onChange={setTyped}
          options={Object.keys(meanings)}
          description={
            meanings[signal ?? '']?.(isOne ? 'it' : 'them') ??
            `To the first process of ${isOne ? 'the container' : 'each container'}.`
          }
          errorMessage={fault}
        />
        <DialogButtons>
          <Button onPress={onClose}>Cancel</Button>
          <Button type="submit" variant={signal === 'SIGKILL' ? 'danger' : 'primary'} isDisabled={signal === null}>
            {signal === null ? 'Send' : `Send ${signal}`}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
