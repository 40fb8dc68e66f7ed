/**
 * Containers that wait to be started again, as their restart policies have it. When that is stands in their records, so that
 * an app which was killed meanwhile does it at its next start.
 */
import type { ContainerRecord, LastRun } from './container-record.ts';
import { isToRestart, pauseAfter } from './restart-policy.ts';

export class Restarts {
  readonly #restart: (id: string) => void;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  /** What was waited before each one's last start, milliseconds. */
  readonly #pauses = new Map<string, number>();
  #isOver = false;

  /** @param restart told when the time of one has come */
  constructor(restart: (id: string) => void) {
    this.#restart = restart;
  }

  /** When one that has ended is to be started again, milliseconds since 1970; null: not at all. */
  timeFor(record: ContainerRecord, run: LastRun): number | null {
    if (!isToRestart(record, run)) return null;
    const pause = pauseAfter(run, this.#pauses.get(record.id) ?? null);
    this.#pauses.set(record.id, pause);
    return Date.now() + pause;
  }

  /** Starts it at that time, unless it is forgotten before; once, however often this is asked. */
  wait(id: string, at: number): void {
    if (this.#isOver || this.#timers.has(id)) return;
    const over = (): void => {
      this.#timers.delete(id);
      this.#restart(id);
    };
    this.#timers.set(id, setTimeout(over, Math.max(0, at - Date.now())));
  }

  /** Somebody has done something else to it: it isn't waited for, and its next pause is the shortest again. */
  forget(id: string): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#pauses.delete(id);
  }

  /** What waits is for the next start of the app. */
  end(): void {
    this.#isOver = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
