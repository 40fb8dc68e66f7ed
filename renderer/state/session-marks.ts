/** What programs have put on the tabs of their sessions. Apart from the sessions: titles may change all the time. */
import { create } from 'zustand';

export interface TabMark {
  /** Already cleaned; null: none. */
  readonly title: string | null;
  /** The bell rang and nobody has looked since. */
  readonly bell: boolean;
}

const noMark: TabMark = { title: null, bell: false };

export const useMarks = create<{ readonly marks: ReadonlyMap<string, TabMark> }>()(() => ({ marks: new Map() }));

export function useMark(sessionId: string): TabMark {
  return useMarks(({ marks }) => marks.get(sessionId) ?? noMark);
}

export function setTitle(sessionId: string, title: string | null): void {
  change(sessionId, { title });
}

export function ring(sessionId: string): void {
  change(sessionId, { bell: true });
}

/** Somebody has looked. */
export function quieten(sessionId: string): void {
  change(sessionId, { bell: false });
}

/** @param sessionIds those that are still there */
export function keepMarks(sessionIds: ReadonlySet<string>): void {
  const { marks } = useMarks.getState();
  const kept = [...marks].filter(([id]) => sessionIds.has(id));
  if (kept.length < marks.size) useMarks.setState({ marks: new Map(kept) });
}

function change(sessionId: string, what: Partial<TabMark>): void {
  const { marks } = useMarks.getState();
  const before = marks.get(sessionId) ?? noMark;
  const mark = { ...before, ...what };
  if (mark.title === before.title && mark.bell === before.bell) return;
  useMarks.setState({ marks: new Map(marks).set(sessionId, mark) });
}
