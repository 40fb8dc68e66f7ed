/** Asks before the app is quit what of the user's work would end with it. Knows nothing of Electron, so that it can be tried. */
import type { CallInput } from '../shared/ipc.ts';
import type { SessionSummary } from '../shared/session.ts';

export type QuitAnswer = CallInput<'app.answerQuit'>['answer'];

export interface QuitGuardOptions {
  /** What would end with the app. */
  readonly ending: () => readonly SessionSummary[];
  /** Lets the page ask; it says at once that it does, or what the answer is. None: it shall ask no more. */
  readonly askPage: (sessions: readonly SessionSummary[]) => void;
  /** Asks without the page. @returns whether to quit */
  readonly askNatively: (sessions: readonly SessionSummary[]) => Promise<boolean>;
  /** Tries again to quit. */
  readonly quit: () => void;
}

/** Milliseconds in which a page that works has said something. */
export const patience = 2000;

export class QuitGuard {
  readonly #options: QuitGuardOptions;
  #agreed = false;
  #asked = false;
  #asksNatively = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: QuitGuardOptions) {
    this.#options = options;
  }

  /** @returns whether the window may close now; where it may not, the user is asked, or has been */
  mayClose(): boolean {
    if (this.#agreed) return true;
    const sessions = this.#options.ending();
    if (sessions.length === 0) return true;
    if (this.#asksNatively) return false;
    this.#asked = true;
    // Also where the page asks already: it may hang by now.
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#askNatively(sessions), patience);
    this.#options.askPage(sessions);
    return false;
  }

  /** What the page says. Unasked it says nothing. */
  answer(answer: QuitAnswer): void {
    if (!this.#asked) return;
    clearTimeout(this.#timer);
    if (answer === 'quit') this.quitUnasked();
  }

  /** Who ends the app by a signal, or has been asked already, is not asked. */
  quitUnasked(): void {
    clearTimeout(this.#timer);
    this.#agreed = true;
    this.#options.quit();
  }

  async #askNatively(sessions: readonly SessionSummary[]): Promise<void> {
    this.#asksNatively = true;
    // When it works again it finds that it is asked no more.
    this.#asked = false;
    this.#options.askPage([]);
    try {
      if (await this.#options.askNatively(sessions)) this.quitUnasked();
    } finally {
      this.#asksNatively = false;
    }
  }
}

/** More than are read. */
const shownLines = 12;

/** What a dialog of the desktop's own says of them, a line each. */
export function linesOf(sessions: readonly SessionSummary[]): string {
  const lines = sessions
    .slice(0, shownLines)
    .map(({ containerName, command }) => `${containerName}: ${plain(command.join(' ')) || 'shell'}`);
  const more = sessions.length - lines.length;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

/** A command is the container's word: on one line, and not a long one. */
function plain(text: string): string {
  return text.replace(/\p{C}+/gu, ' ').slice(0, 80);
}
