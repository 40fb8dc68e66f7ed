/** The question whether the app may quit, and which sessions need none. */
import { create } from 'zustand';
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

/** What would end by quitting; null: nothing is asked. */
export const useQuitting = create<{ readonly sessions: readonly SessionSummary[] | null }>()(() => ({
  sessions: null,
}));

/** Asks when the main process wants it, unless all that would end idles. @returns ends it */
export function followQuitting(): () => void {
  return onPush('app.quitAsked', (sessions) => {
    if (sessions.length === 0) stay();
    else if (sessions.every((session) => look?.(session))) quit();
    else useQuitting.setState({ sessions });
  });
}

/** The user sees the question: until then the main process would ask itself. */
export function tellAsking(): void {
  void call('app.answerQuit', { answer: 'asking' });
}

export function quit(): void {
  void call('app.answerQuit', { answer: 'quit' });
}

export function stay(): void {
  useQuitting.setState({ sessions: null });
}
