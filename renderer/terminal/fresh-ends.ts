/**
 * What has just ended: whoever was typing types on for a moment, and the Enter meant for the program must not start
 * another one.
 */
import { create } from 'zustand';
import type { SessionSummary } from '../../shared/session.ts';
import { useSessions } from '../state/sessions.ts';

/** Milliseconds in which Enter is taken for one that was typed along. */
const patience = 1000;

const useFresh = create<{ readonly ids: ReadonlySet<string> }>()(() => ({ ids: new Set() }));

const isOver = ({ state }: SessionSummary): boolean => state.state === 'ended' || state.state === 'failed';

/** Begins to look for ends. @returns ends it */
export function followEnds(): () => void {
  const timers = new Map<string, number>();
  const forget = (id: string): void => {
    clearTimeout(timers.get(id));
    timers.delete(id);
    useFresh.setState({ ids: new Set(timers.keys()) });
  };
  const stop = useSessions.subscribe(({ sessions }, before) => {
    if (sessions === before.sessions) return;
    for (const session of sessions) {
      const { id } = session;
      const known = before.sessions.find((one) => one.id === id);
      if (!isOver(session) && timers.has(id)) forget(id);
      if (known === undefined || isOver(known) || !isOver(session)) continue;
      clearTimeout(timers.get(id));
      timers.set(
        id,
        window.setTimeout(() => forget(id), patience),
      );
      useFresh.setState({ ids: new Set(timers.keys()) });
    }
  });
  return () => {
    stop();
    for (const id of [...timers.keys()]) forget(id);
  };
}

export function useHasJustEnded(session: SessionSummary | null): boolean {
  return useFresh(({ ids }) => session !== null && ids.has(session.id));
}

export function hasJustEnded({ id }: SessionSummary): boolean {
  return useFresh.getState().ids.has(id);
}
