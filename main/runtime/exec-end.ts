/** Ends the processes of an exec session, as a terminal that is closed does, and for good. */
import { setTimeout as pause } from 'node:timers/promises';

export type EndingSignal = 'SIGHUP' | 'SIGTERM' | 'SIGKILL';

/** The processes of one exec session, as they are each time. */
export interface ExecProcesses {
  /** To all of them; none is no error. */
  signal(signal: EndingSignal): Promise<void>;
  /** Whether there is one, a zombie apart. */
  anyLeft(): Promise<boolean>;
  /** Reads away what waits in their terminal: see unread-input.ts. */
  discardUnread(): Promise<void>;
  /** Milliseconds between two looks, where one costs more than reading /proc. */
  readonly pause?: number;
}

/** Milliseconds: between two looks, and until SIGKILL has done. */
const times = { look: 25, kill: 5000 };

/**
 * SIGTERM, or the hang-up SIGHUP of a terminal (to SIGTERM an interactive shell is deaf), then SIGKILL.
 * @param timeoutSeconds 0: SIGKILL at once
 * @returns whether all have ended
 */
export async function endProcesses(
  processes: ExecProcesses,
  terminal: boolean,
  timeoutSeconds: number,
): Promise<boolean> {
  if (terminal) await processes.discardUnread();
  if (timeoutSeconds > 0) {
    await processes.signal(terminal ? 'SIGHUP' : 'SIGTERM');
    // Those in the background too, which may outlive the first.
    await lookUntil(processes.anyLeft, (left) => !left, timeoutSeconds * 1000, processes.pause);
  }
  // Again and again: one that was forked meanwhile has missed it.
  const kill = async () => {
    await processes.signal('SIGKILL');
    return processes.anyLeft();
  };
  return !(await lookUntil(kill, (left) => !left, times.kill, processes.pause));
}

/** @returns the first that fits, or the last one seen in this time */
export async function lookUntil<Seen>(
  look: () => Promise<Seen>,
  fits: (seen: Seen) => boolean,
  milliseconds: number,
  between: number = times.look,
): Promise<Seen> {
  const until = performance.now() + milliseconds;
  for (;;) {
    const seen = await look();
    if (fits(seen) || performance.now() >= until) return seen;
    await pause(between);
  }
}
