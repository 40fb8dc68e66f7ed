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
}

/**
 * What is promised, or after so many seconds the end of what was waited for.
 * @throws GantryError `engine-failed` for one that hung
 */
export async function patiently<T>(answer: Promise<T>, { seconds, conmonPidFile, doing }: Waiting): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      endConmon(conmonPidFile).then(
        () => reject(hung(doing, seconds)),
        (thrown: unknown) => reject(hung(doing, seconds, thrown)),
      );
    }, seconds * 1000);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
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
