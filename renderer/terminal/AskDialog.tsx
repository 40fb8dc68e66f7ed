import type { Programs } from '../state/session-programs.ts';
import { closeSession, useSessions } from '../state/sessions.ts';
import { Button, Dialog, DialogButtons, plainText } from '../ui/index.ts';
import type { Place } from './new-terminal.ts';
import type { Paste } from './paste.ts';
import { RunDialog } from './RunDialog.tsx';
import type { Screen } from './screen.ts';
import styles from './TerminalPane.module.css';
import { programLine, programsLine } from './words.ts';

/** What the user has to say first. */
export type Asked =
  | { readonly kind: 'paste'; readonly paste: Paste }
  | { readonly kind: 'close'; readonly sessionId: string; readonly programs: Programs }
  | { readonly kind: 'run'; readonly place: Place };

export interface AskDialogProps {
  /** Null: nothing is asked. */
  readonly asked: Asked | null;
  /** It has been answered, and done where the answer was yes. */
  onAnswer(): void;
  /** Where a paste goes. */
  readonly screen: Screen | null;
}

/** The question before what can't be taken back, or isn't known yet. */
export function AskDialog({ asked, onAnswer, screen }: AskDialogProps) {
  if (asked === null) return null;
  if (asked.kind === 'close') return <CloseDialog {...asked} onAnswer={onAnswer} />;
  if (asked.kind === 'run') return <RunDialog place={asked.place} onClose={onAnswer} />;
  const { paste } = asked;
  return <PasteDialog paste={paste} onPaste={() => screen?.terminal.paste(paste.text)} onAnswer={onAnswer} />;
}

/** More lines than one looks through. */
const shownLines = 200;

interface PasteDialogProps {
  readonly paste: Paste;
  onPaste(): void;
  onAnswer(): void;
}

function PasteDialog({ paste, onPaste, onAnswer }: PasteDialogProps) {
  const { lines } = paste;
  const isCut = lines.length > shownLines;
  return (
    <Dialog title={pasteTitle(paste)} role="alertdialog" onClose={onAnswer}>
      {paste.runsAtOnce ? <p>The program takes each line as soon as it is pasted, as if Enter were pressed.</p> : null}
      {paste.removed > 0 ? <p>{removedSentence(paste.removed)}</p> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keys can scroll it */}
      <section className={styles.pasted} tabIndex={0} aria-label="What will be pasted">
        <pre>
          {lines.slice(0, shownLines).map(plainText).join('\n')}
          {isCut ? `\n… and ${lines.length - shownLines} more lines` : null}
        </pre>
      </section>
      <DialogButtons>
        <Button onPress={onAnswer}>Don’t paste</Button>
        <Button
          variant="danger"
          onPress={() => {
            onPaste();
            onAnswer();
          }}
        >
          Paste
        </Button>
      </DialogButtons>
    </Dialog>
  );
}

function pasteTitle({ lines }: Paste): string {
  return lines.length === 1 ? 'Paste one line?' : `Paste ${lines.length} lines?`;
}

function removedSentence(count: number): string {
  const what = count === 1 ? 'A control character was' : `${count} control characters were`;
  return `${what} in the text, which could act on the terminal. It is pasted without.`;
}

interface CloseDialogProps {
  readonly sessionId: string;
  /** What runs there. */
  readonly programs: Programs;
  onAnswer(): void;
}

function CloseDialog({ sessionId, programs, onAnswer }: CloseDialogProps) {
  const session = useSessions(({ sessions }) => sessions.find(({ id }) => id === sessionId));
  if (session === undefined) return null;
  return (
    <Dialog title="Close this terminal?" role="alertdialog" onClose={onAnswer}>
      {session.endsInput ? (
        <p>
          {plainText(session.containerName)} has no terminal of its own. Closing this one closes its standard input for
          good, and <code>{programLine(session)}</code> ends unless it goes on without.
        </p>
      ) : (
        <p>
          <code>{programsLine(session, programs)}</code> may be at work in {plainText(session.containerName)}. Closing
          ends it, and what it has started, unless that was told to go on (<code>nohup</code>, <code>setsid</code>).
        </p>
      )}
      <DialogButtons>
        <Button onPress={onAnswer}>Keep it</Button>
        <Button
          variant="danger"
          onPress={() => {
            void closeSession(sessionId);
            onAnswer();
          }}
        >
          {session.endsInput ? 'Close its input' : 'Close and end it'}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
