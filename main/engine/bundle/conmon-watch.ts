/**
 * Hears of conmons that were killed alone. No exit file comes of their containers then: these run on, or end by what they
 * write to nobody, and their ends are told by the kernel.
 */
import type { ContainerFolders } from '../../runtime/conmon/folders.ts';
import { type KnownProcess, knownProcess, pidIn } from '../../runtime/conmon/processes.ts';
import { conmonOf } from '../../runtime/conmon/status.ts';

export interface ConmonWatchOptions {
  readonly folders: (id: string) => ContainerFolders;
  /** The container's conmon, or then it itself, has ended. */
  readonly ended: (id: string) => Promise<void>;
  /** Watching has failed. */
  readonly failed: (thrown: unknown) => void;
}

export class ConmonWatch implements Disposable {
  readonly #options: ConmonWatchOptions;
  readonly #watches = new Map<string, AbortController>();

  constructor(options: ConmonWatchOptions) {
    this.#options = options;
  }

  /** One that runs, from now on until it ends: its present run, in the place of an earlier one. */
  watch(id: string): void {
    this.#watches.get(id)?.abort();
    const watch = new AbortController();
    this.#watches.set(id, watch);
    this.#follow(id, watch.signal)
      .catch((thrown: unknown) => this.#options.failed(thrown))
      .finally(() => {
        if (this.#watches.get(id) === watch) this.#watches.delete(id);
      });
  }

  [Symbol.dispose](): void {
    for (const watch of this.#watches.values()) watch.abort();
  }

  async #follow(id: string, signal: AbortSignal): Promise<void> {
    const { folders, ended } = this.#options;
    const own = folders(id);
    const conmon = await conmonOf(own);
    // Asked while conmon is there: later its number may be another's.
    const first = await firstOf(own);
    // Only here: it needs a native module, which an app that runs nothing doesn't.
    const { untilProcessEnds } = await import('../../runtime/conmon/process-end.ts');
    if (conmon !== null) await untilProcessEnds(conmon, signal);
    if (signal.aborted) return;
    await ended(id);
    if (first !== null && (await untilProcessEnds(first, signal)) && !signal.aborted) await ended(id);
  }
}

async function firstOf({ pidFile }: ContainerFolders): Promise<KnownProcess | null> {
  const pid = await pidIn(pidFile);
  return pid === null ? null : knownProcess(pid);
}
