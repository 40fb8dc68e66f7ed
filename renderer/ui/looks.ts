/**
 * Looks at the clock for all ages that are shown: together, so that a list of them is drawn again once for all that are
 * due, not for each in a second of its own; and only while the window is seen.
 */
import { durationLasts } from './format.ts';

/** Milliseconds. An age beyond a minute may be so much behind: it waits for the next whole one of these. */
const together = 10_000;
/** Milliseconds. Younger ones are told by the second or by ten: they are looked at when they are due. */
const young = 60_000;

interface Look {
  /** Milliseconds since 1970, as all times here. */
  readonly since: number;
  readonly changed: () => void;
  due: number;
}

const looks = new Set<Look>();
let timer: ReturnType<typeof setTimeout> | undefined;
let timerDue = Number.POSITIVE_INFINITY;

/**
 * @param changed called when the age reads otherwise
 * @returns ends it
 */
export function lookAtAge(since: number, changed: () => void): () => void {
  const look = { since, changed, due: dueOf(since, Date.now()) };
  if (looks.size === 0) document.addEventListener('visibilitychange', tick);
  looks.add(look);
  if (look.due < timerDue) wait();
  return () => {
    looks.delete(look);
    if (looks.size > 0) return;
    document.removeEventListener('visibilitychange', tick);
    wait();
  };
}

function dueOf(since: number, now: number): number {
  const age = Math.max(0, now - since);
  const due = now + durationLasts(age);
  return age < young ? due : Math.ceil(due / together) * together;
}

function tick(): void {
  const now = Date.now();
  for (const look of looks) {
    if (look.due > now) continue;
    look.due = dueOf(look.since, now);
    look.changed();
  }
  wait();
}

function wait(): void {
  clearTimeout(timer);
  timerDue = document.hidden ? Number.POSITIVE_INFINITY : Math.min(...[...looks].map(({ due }) => due));
  if (timerDue < Number.POSITIVE_INFINITY) timer = setTimeout(tick, timerDue - Date.now());
}
