/** Hears from the kernel of a process's end, whoever's child it is. */
import { setInterval } from 'node:timers/promises';
import { close, openProcess, POLLIN } from './libc.ts';
import { pollLoop } from './poll-loop.ts';
import { isAlive, type KnownProcess } from './processes.ts';
import { SystemCallError } from './system-call-error.ts';

/** Milliseconds between two looks, where the kernel can't tell. */
const look = 1000;

/**
 * Until it has ended, also where nobody has heard its exit code yet, or `signal` is aborted.
 * @returns whether it has ended
 */
export async function untilProcessEnds(
  known: KnownProcess,
  signal: AbortSignal,
  open: (pid: number) => number = openProcess,
): Promise<boolean> {
  let fd: number;
  try {
    fd = open(known.pid);
  } catch (thrown) {
    if (thrown instanceof SystemCallError && thrown.code === 'ESRCH') return true;
    if (thrown instanceof SystemCallError && thrown.code === 'ENOSYS') return untilSeenEnded(known, signal);
    throw thrown;
  }
  try {
    // Asked with the descriptor in hand: its number may have been given to another before.
    if (await isAlive(known)) await untilReady(fd, signal);
  } finally {
    pollLoop.leave(fd);
    close(fd);
  }
  return !(await isAlive(known));
}

function untilReady(fd: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done);
    pollLoop.watch(fd, POLLIN, done);
  });
}

async function untilSeenEnded(known: KnownProcess, signal: AbortSignal): Promise<boolean> {
  for await (const _ of setInterval(look)) {
    if (!(await isAlive(known))) return true;
    if (signal.aborted) break;
  }
  return false;
}
