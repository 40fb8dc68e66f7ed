/** What the calls need of the desktop, given to them by the app. */
import type { CallInput, CallOutput } from '../../shared/ipc.ts';

export interface Shell {
  about(): CallOutput<'app.about'>;
  /** The project's folder; null in an installed app. */
  readonly project: string | null;
  /** Opens a web address in the user's browser; refuses any other. */
  openLink(url: string): Promise<void>;
  /** Asks for a file; null: called off. */
  chooseArchive(): Promise<string | null>;
  /** Asks where to save a file, and whether over one that is there. @param name proposed; null: called off */
  chooseTarget(name: string): Promise<string | null>;
  /** Asks for a file, or a folder, with images or a root file system in it; null: called off. */
  chooseImage(what: 'file' | 'folder'): Promise<string | null>;
  /** What the page says when it was asked whether the app may quit. */
  answerQuit(answer: CallInput<'app.answerQuit'>['answer']): void;
  /** Shows a file in the file manager. */
  reveal(file: string): void;
}
