/** Hears of containers that end: conmon writes a file for each, named after it. */
import { type FSWatcher, watch } from 'node:fs';
import { mkdir } from 'node:fs/promises';

export class ExitWatch implements Disposable {
  readonly #watchers: FSWatcher[] = [];

  /**
   * @param exits folders of exit files; made where they are missing
   * @param ended told the id, perhaps more than once, and also when such a file goes
   */
  static async of(exits: readonly string[], ended: (id: string) => void): Promise<ExitWatch> {
    const watching = new ExitWatch();
    for (const folder of exits) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const watcher = watch(folder, (_event, name) => {
        // conmon's unfinished ones have longer names.
        if (name !== null && /^[0-9a-f]{64}$/.test(name)) ended(name);
      });
      // A folder that goes, goes with all that ran.
      watcher.on('error', () => undefined);
      watching.#watchers.push(watcher);
    }
    return watching;
  }

  [Symbol.dispose](): void {
    for (const watcher of this.#watchers) watcher.close();
  }
}
