/** Asks before the app is quit what of the user's work would end with it. Knows nothing of Electron, so that it can be tried. */
import type { Operation } from '../shared/checkpoint.ts';
import type { CallInput, QuitMatters } from '../shared/ipc.ts';
import type { SessionSummary } from '../shared/session.ts';

export type QuitAnswer = CallInput<'app.answerQuit'>['answer'];

export interface QuitGuardOptions {
  /** What would end with the app. */
  readonly ending: () => QuitMatters;
  /** Resolves when no operation is under way any more. */
  readonly operationsSettled: () => Promise<void>;
  /** Lets the page ask; it says at once that it does, or what the answer is. None: it shall ask no more. */
  readonly askPage: (matters: QuitMatters) => void;
  /** Asks without the page. @returns whether to quit */
  readonly askNatively: (matters: QuitMatters) => Promise<boolean>;
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
  /** To quit as soon as nothing is under way. */
  #waits = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: QuitGuardOptions) {
    this.#options = options;
  }

  /** @returns whether the window may close now; where it may not, the user is asked, or has been */
  mayClose(): boolean {
    if (this.#agreed) return true;
    const matters = this.#options.ending();
    if (isNothing(matters)) return true;
    if (this.#asksNatively) return false;
    this.#asked = true;
    // Also where the page asks already: it may hang by now.
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#askNatively(matters), patience);
    this.#options.askPage(matters);
    return false;
  }

  /** What the page says. Unasked it says nothing. */
  answer(answer: QuitAnswer): void {
    if (!this.#asked) return;
    clearTimeout(this.#timer);
    this.#waits = answer === 'quit-when-done';
    if (answer === 'quit') this.quitUnasked();
    if (this.#waits) void this.#quitWhenDone();
  }

  async #quitWhenDone(): Promise<void> {
    await this.#options.operationsSettled();
    // Meanwhile the user may have thought better of it.
    if (this.#waits) this.quitUnasked();
  }

  /** Who ends the app by a signal, or has been asked already, is not asked. */
  quitUnasked(): void {
    clearTimeout(this.#timer);
    this.#agreed = true;
    this.#options.quit();
  }

  async #askNatively(matters: QuitMatters): Promise<void> {
    this.#asksNatively = true;
    this.#waits = false;
    // When it works again it finds that it is asked no more.
    this.#asked = false;
    this.#options.askPage({ sessions: [], operations: [] });
    try {
      if (await this.#options.askNatively(matters)) this.quitUnasked();
    } finally {
      this.#asksNatively = false;
    }
  }
}

function isNothing({ sessions, operations }: QuitMatters): boolean {
  return sessions.length === 0 && operations.length === 0;
}

/** More than are read. */
const shownLines = 12;

const operationWords = { freeze: 'Freezing', restore: 'Restoring', add: 'Adding', save: 'Saving' } satisfies Record<
  Operation['kind'],
  string
>;

/** What a dialog of the desktop's own says of them, a line each. */
export function linesOf({ sessions, operations }: QuitMatters): string {
  const all = [
    ...operations.map(({ kind, name }) => `${operationWords[kind]} ${plain(name)}`),
    ...sessions.map(commandIn),
  ];
  const more = all.length - shownLines;
  return [...all.slice(0, shownLines), ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

function commandIn({ containerName, command }: SessionSummary): string {
  return `${containerName}: ${plain(command.join(' ')) || 'shell'}`;
}

/** A command is the container's word: on one line, and not a long one. */
function plain(text: string): string {
  return text.replace(/\p{C}+/gu, ' ').slice(0, 80);
}
