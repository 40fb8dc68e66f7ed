/**
 * The record of commands that may run on in containers after the app has been quit, since nobody could be told to end
 * them: their engine was away, or hung. The next run does.
 */
import { readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import { GantryError } from '../../shared/errors.ts';
import { writeAtomically } from '../host/atomic-file.ts';

const leftExec = z.object({
  /** Through which it was started. The same container may be another engine's in the next run: its id tells it. */
  engineId: z.string(),
  containerId: z.string(),
  /** The engine's own of the exec session. */
  execId: z.string(),
});
export type LeftExec = z.infer<typeof leftExec>;

export class LeftExecs {
  readonly #file: string;
  /** The last change; each waits for the one before it. */
  #turn: Promise<readonly LeftExec[]>;

  /** @param file is there only while something is left */
  constructor(file: string) {
    this.#file = file;
    this.#turn = read(file);
  }

  /** Those that are still to be ended. */
  list(): Promise<readonly LeftExec[]> {
    return this.#turn;
  }

  /** @throws GantryError where it could not be written; what is there is then as before */
  async add(execs: readonly LeftExec[]): Promise<void> {
    await this.#change((before) => [...before, ...execs]);
  }

  /** These have ended, or are gone with their container. Throws as {@link add} does. */
  async remove(execs: readonly LeftExec[]): Promise<void> {
    const ended = new Set(execs.map(({ execId }) => execId));
    await this.#change((before) => before.filter(({ execId }) => !ended.has(execId)));
  }

  #change(change: (before: readonly LeftExec[]) => readonly LeftExec[]): Promise<readonly LeftExec[]> {
    const before = this.#turn;
    const written = before.then(async (execs) => {
      const after = change(execs);
      if (after.length !== execs.length) await write(this.#file, after);
      return after;
    });
    this.#turn = written.catch(() => before);
    return written;
  }
}

/** Nothing is left where it is not there; one that is broken, which ours never is, tells nothing either. */
async function read(file: string): Promise<readonly LeftExec[]> {
  try {
    return z.array(leftExec).parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return [];
  }
}

async function write(file: string, execs: readonly LeftExec[]): Promise<void> {
  try {
    if (execs.length === 0) await rm(file, { force: true });
    else await writeAtomically(file, `${JSON.stringify(execs, null, 2)}\n`);
  } catch (thrown) {
    throw new GantryError({
      code: 'denied',
      message: 'What may run on in containers after the end of Gantry could not be noted.',
      engineMessage: thrown instanceof Error ? thrown.message : String(thrown),
      hint: `See whether ${file} may be written, and whether there is room.`,
      cause: thrown,
    });
  }
}
