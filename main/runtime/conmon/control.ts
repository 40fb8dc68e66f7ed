/**
 * conmon's control pipe (`ctl`): the size of a terminal. A read that finds several lines takes the first for each of them
 * (conmon 2.1.6), so each is given time to be read, the last one is what counts, and that is said twice.
 */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { GantryError } from '../../../shared/errors.ts';
import type { TerminalSize } from '../../../shared/session.ts';

/** conmon has read a line by then: of 100 sizes so far apart none was lost. */
const betweenMilliseconds = 5;

export class TerminalSizer {
  readonly #folder: string;
  /** Said next; null: all has been said. */
  #wanted: TerminalSize | null = null;
  #saying: Promise<void> | null = null;

  /** @param folder that conmon has its `ctl` in: the bundle, or an exec session's */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Sets the size; of several asked for at once, the last.
   * @throws GantryError `wrong-state` where conmon isn't there any more
   */
  resize(size: TerminalSize): Promise<void> {
    this.#wanted = size;
    this.#saying ??= this.#say().finally(() => {
      this.#saying = null;
    });
    return this.#saying;
  }

  async #say(): Promise<void> {
    let size: TerminalSize | null = null;
    for (let times = 0; times < 2 || this.#wanted !== null; times++) {
      if (this.#wanted !== null) {
        size = this.#wanted;
        this.#wanted = null;
        times = 0;
      }
      if (size !== null) await writeControl(this.#folder, `1 ${size.rows} ${size.columns}\n`);
      await pause(betweenMilliseconds);
    }
  }
}

/** Those of containers, by their ids. */
export class TerminalSizers {
  readonly #byId = new Map<string, TerminalSizer>();

  /** @param folderOf asked at the first size of one */
  async resize(id: string, size: TerminalSize, folderOf: () => Promise<string>): Promise<void> {
    let sizer = this.#byId.get(id);
    if (sizer === undefined) {
      sizer = new TerminalSizer(await folderOf());
      this.#byId.set(id, sizer);
    }
    await sizer.resize(size);
  }

  forget(id: string): void {
    this.#byId.delete(id);
  }
}

async function writeControl(folder: string, line: string): Promise<void> {
  try {
    // A pipe that nobody reads would be waited for, for ever.
    const pipe = await open(path.join(folder, 'ctl'), constants.O_WRONLY | constants.O_NONBLOCK);
    try {
      await pipe.write(line);
    } finally {
      await pipe.close();
    }
  } catch (thrown) {
    throw new GantryError({
      code: 'wrong-state',
      message: "The terminal's size can't be set: its conmon has ended.",
      engineMessage: thrown instanceof Error ? thrown.message : String(thrown),
      cause: thrown,
    });
  }
}
