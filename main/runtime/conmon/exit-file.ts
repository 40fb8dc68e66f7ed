/** Waiting for the file with a container's exit code. */
import { type FSWatcher, watch } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';

/** conmon's death is told by nothing, so it is looked for now and then. */
const lookMilliseconds = 200;

/**
 * Until the file is there, or won't come.
 * @param isHopeless asked now and then; what writes it may be gone
 * @returns whether it is there
 */
export async function untilExitFile(
  file: string,
  milliseconds: number,
  isHopeless: () => Promise<boolean>,
): Promise<boolean> {
  const isThere = () =>
    access(file).then(
      () => true,
      () => false,
    );
  if (await isThere()) return true;
  const deadline = Date.now() + milliseconds;
  const changes = new FolderChanges(path.dirname(file));
  try {
    while (Date.now() < deadline) {
      // Asked before the look, so that one written in between is seen.
      const hopeless = await isHopeless();
      if (await isThere()) return true;
      if (hopeless) return false;
      await changes.next(Math.min(lookMilliseconds, deadline - Date.now()));
    }
    return isThere();
  } finally {
    changes.close();
  }
}

/** Null: there is none. conmon renames it into its place, so it is whole. */
export async function exitCodeIn(file: string): Promise<number | null> {
  const text = (await readFile(file, 'utf8').catch(() => '')).trim();
  return /^-?\d+$/.test(text) ? Number(text) : null;
}

class FolderChanges {
  #hasChanged = false;
  #wake: () => void = () => undefined;
  readonly #watcher: FSWatcher | null;

  constructor(folder: string) {
    this.#watcher = watcherOf(folder, () => {
      this.#hasChanged = true;
      this.#wake();
    });
  }

  /** Until something has changed since the last time, or so long. */
  next(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#hasChanged ? 0 : Math.max(0, milliseconds));
      this.#hasChanged = false;
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  close(): void {
    this.#watcher?.close();
  }
}

/** Null where there is no such folder, as after the machine was started again: then it is looked at now and then. */
function watcherOf(folder: string, changed: () => void): FSWatcher | null {
  try {
    // A folder that goes is looked at all the same.
    return watch(folder, changed).on('error', () => undefined);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null;
    throw thrown;
  }
}
