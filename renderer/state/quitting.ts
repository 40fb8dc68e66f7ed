/** The question whether the app may quit, and which sessions need none. */
import { create } from 'zustand';
import type { CallInput, QuitMatters } from '../../shared/ipc.ts';
import type { SessionSummary } from '../../shared/session.ts';
import { call, onPush } from '../bridge/index.ts';
import { type Programs, programsOf } from './session-programs.ts';

/** Whether a session is seen to have nothing at work. @param programs what runs in it */
type Look = (session: SessionSummary, programs: Programs) => boolean;

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
  /** What runs in the sessions, by their ids, as far as it is known. */
  readonly programs: ReadonlyMap<string, Programs>;
  /** The app quits as soon as no operation is under way. */
  readonly waits: boolean;
}

export const useQuitting = create<QuittingState>()(() => ({ matters: null, programs: new Map(), waits: false }));

/** Asks when the main process wants it, unless all that would end idles. @returns ends it */
export function followQuitting(): () => void {
  return onPush('app.quitAsked', (matters) => void weigh(matters));
}

/** Counts how often it was asked: what was found out for an earlier question is none of a later one's. */
let asked = 0;

async function weigh(matters: QuitMatters): Promise<void> {
  asked += 1;
  const mine = asked;
  const { sessions, operations } = matters;
  if (sessions.length === 0 && operations.length === 0) return forget();
  const told = await Promise.all(sessions.map(async (each) => [each.id, await programsOf(each)] as const));
  if (mine !== asked) return;
  const programs = new Map(told);
  const idles = (session: SessionSummary): boolean => look?.(session, programs.get(session.id) ?? null) === true;
  if (operations.length === 0 && sessions.every(idles)) quit();
  else useQuitting.setState({ matters, programs, waits: false });
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
  useQuitting.setState({ matters: null, programs: new Map(), waits: false });
}

/** An answer that doesn't arrive is one that the main process doesn't hear: after a while it asks by itself. */
function answer(given: CallInput<'app.answerQuit'>['answer']): void {
  call('app.answerQuit', { answer: given }).catch((thrown: unknown) => console.error(thrown));
}
