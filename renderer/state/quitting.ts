/** The question whether the app may quit, and which sessions need none. */
import { create } from 'zustand';
import type { CallInput, QuitMatters } from '../../shared/ipc.ts';
import type { SessionSummary } from '../../shared/session.ts';
import { call, onPush } from '../bridge/index.ts';

/** Whether a session is seen to have nothing at work. */
type Look = (session: SessionSummary) => boolean;

let look: Look | null = null;

/** Told by the pane, which alone has the screens. @returns takes it back */
export function seeIdleWith(looker: Look): () => void {
  look = looker;
  return () => {
    if (look === looker) look = null;
  };
}

interface QuittingState {
  /** What would end by quitting; null: nothing is asked. */
  readonly matters: QuitMatters | null;
  /** The app quits as soon as no operation is under way. */
  readonly waits: boolean;
}

export const useQuitting = create<QuittingState>()(() => ({ matters: null, waits: false }));

/** Asks when the main process wants it, unless all that would end idles. @returns ends it */
export function followQuitting(): () => void {
  return onPush('app.quitAsked', (matters) => {
    const { sessions, operations } = matters;
    if (sessions.length === 0 && operations.length === 0) forget();
    else if (operations.length === 0 && sessions.every((session) => look?.(session))) quit();
    else useQuitting.setState({ matters, waits: false });
  });
}

/** The user sees the question: until then the main process would ask itself. */
export const tellAsking = (): void => answer('asking');

export const quit = (): void => answer('quit');

export function quitWhenDone(): void {
  useQuitting.setState({ waits: true });
  answer('quit-when-done');
}

export function stay(): void {
  if (useQuitting.getState().matters !== null) answer('stay');
  forget();
}

function forget(): void {
  useQuitting.setState({ matters: null, waits: false });
}

/** An answer that doesn't arrive is one that the main process doesn't hear: after a while it asks by itself. */
function answer(given: CallInput<'app.answerQuit'>['answer']): void {
  call('app.answerQuit', { answer: given }).catch((thrown: unknown) => console.error(thrown));
}
