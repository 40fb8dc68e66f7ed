/** Processes of this machine, known by number and by when they began: a number may soon be another's. */
import { readFile } from 'node:fs/promises';

export interface KnownProcess {
  readonly pid: number;
  /** In ticks since the machine was started (`proc(5)`, field 22). */
  readonly startTime: string;
}

/** Null: there is none, or it has ended and nobody has heard it yet. */
export async function knownProcess(pid: number, procFolder = '/proc'): Promise<KnownProcess | null> {
  const stat = await readFile(`${procFolder}/${pid}/stat`, 'utf8').catch(() => '');
  // The name, in brackets, may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTime] = [fields[0], fields[19]];
  if (state === undefined || startTime === undefined || state === 'Z' || state === 'X') return null;
  return { pid, startTime };
}

export async function isAlive({ pid, startTime }: KnownProcess): Promise<boolean> {
  return (await knownProcess(pid))?.startTime === startTime;
}

/** Sends a signal; one that has ended doesn't mind. */
export function signalProcess(pid: number, signal: number | NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH')) throw thrown;
  }
}

/** The number in a pid file; null where there is none. */
export async function pidIn(file: string): Promise<number | null> {
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).trim());
  return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
}
