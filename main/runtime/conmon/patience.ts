/** A runtime that hangs while conmon waits for it: it is ended, and whoever waits is told. */
import { readFile } from 'node:fs/promises';
import { GantryError } from '../../../shared/errors.ts';
import { pidIn, signalProcess } from './processes.ts';

interface Waiting {
  readonly seconds: number;
  /** conmon's own number, once it has begun: the runtime is its child. */
  readonly conmonPidFile: string;
  /** What is done and on what, for errors. */
  readonly doing: string;
  /** Calls it off. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * What is promised, or after so many seconds, or when it is called off, the end of what was waited for.
 * @throws GantryError `engine-failed` for one that hung, `cancelled` for one that was called off
 */
export async function patiently<T>(answer: Promise<T>, { seconds, conmonPidFile, doing, signal }: Waiting): Promise<T> {
  const over = new AbortController();
  const late = new Promise<never>((_, reject) => {
    const end = (why: (cause?: unknown) => GantryError): void => {
      endConmon(conmonPidFile).then(
        () => reject(why()),
        (thrown: unknown) => reject(why(thrown)),
      );
    };
    const timer = setTimeout(() => end((cause) => hung(doing, seconds, cause)), seconds * 1000);
    over.signal.addEventListener('abort', () => clearTimeout(timer));
    const callOff = (): void => end((cause) => calledOff(doing, cause));
    if (signal?.aborted) callOff();
    else signal?.addEventListener('abort', callOff, { once: true, signal: over.signal });
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    over.abort();
    late.catch(() => undefined);
    answer.catch(() => undefined);
  }
}

/**
 * Ends a conmon by SIGKILL with all below it. All that it has begun goes first: whom it leaves behind would have no parent that ends it.
 */
export async function endConmon(pidFile: string): Promise<void> {
  const conmon = await pidIn(pidFile);
  if (conmon === null) return;
  for (const pid of (await treeOf(conmon)).reverse()) signalProcess(pid, 'SIGKILL');
}

/** A process and those below it, parents before children. */
async function treeOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const below = await Promise.all(children.trim().split(' ').filter(Boolean).map(Number).map(treeOf));
  return [pid, ...below.flat()];
}

/** `1 second`, `20 seconds`. */
export function secondsWords(seconds: number): string {
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}

function hung(doing: string, seconds: number, cause?: unknown): GantryError {
  return new GantryError({
    code: 'engine-failed',
    message: `${doing}: it was not done within ${secondsWords(seconds)}, so it was called off.`,
    hint: 'The OCI runtime waits for something that does not come. One of the container’s files that it reads may be a pipe to which nobody writes.',
    cause,
  });
}

function calledOff(doing: string, cause?: unknown): GantryError {
  return new GantryError({ code: 'cancelled', message: `${doing}: called off.`, cause });
}
