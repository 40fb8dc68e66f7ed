/** Reads again the containers that events have named: while one reading is under way the next names collect. */
import type { ContainerSummary } from '../../../shared/container.ts';

interface RefresherOptions {
  /** Reads these; all there are, when none are named. */
  readonly read: (containerIds: readonly string[] | undefined) => Promise<readonly ContainerSummary[]>;
  /** What has been read of the named ones; those that were not found are gone. */
  readonly some: (changed: readonly ContainerSummary[], gone: readonly string[]) => void;
  readonly all: (containers: readonly ContainerSummary[]) => void;
  readonly failed: (thrown: unknown) => void;
}

/** More names than this in one query would make it too long. */
const most = 100;

/** Of one connection: a new one begins with a snapshot and a refresher of its own. */
export class Refresher {
  readonly #options: RefresherOptions;
  readonly #signal: AbortSignal;
  readonly #named = new Set<string>();
  /** Removed while a reading is under way that may still hold them. */
  readonly #removed = new Set<string>();
  #needsAll = false;
  #isReading = false;

  constructor(options: RefresherOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
  }

  refresh(containerId: string): void {
    this.#named.add(containerId);
    if (!this.#isReading) void this.#read();
  }

  refreshAll(): void {
    this.#needsAll = true;
    if (!this.#isReading) void this.#read();
  }

  /** It is known to be gone: a reading that was begun before shall not bring it back. */
  removed(containerId: string): void {
    this.#named.delete(containerId);
    if (this.#isReading) this.#removed.add(containerId);
  }

  async #read(): Promise<void> {
    this.#isReading = true;
    try {
      while ((this.#needsAll || this.#named.size > 0) && !this.#signal.aborted) {
        this.#removed.clear();
        await (this.#needsAll ? this.#readAll() : this.#readSome());
      }
    } catch (thrown) {
      if (!this.#signal.aborted) this.#options.failed(thrown);
    } finally {
      this.#isReading = false;
    }
  }

  async #readAll(): Promise<void> {
    this.#needsAll = false;
    this.#named.clear();
    const containers = await this.#options.read(undefined);
    if (!this.#signal.aborted) this.#options.all(this.#stillThere(containers));
  }

  async #readSome(): Promise<void> {
    const ids = [...this.#named].slice(0, most);
    for (const id of ids) this.#named.delete(id);
    const changed = await this.#options.read(ids);
    if (this.#signal.aborted) return;
    const found = new Set(changed.map(({ id }) => id));
    this.#options.some(
      this.#stillThere(changed),
      ids.filter((id) => !found.has(id)),
    );
  }

  #stillThere(containers: readonly ContainerSummary[]): readonly ContainerSummary[] {
    return containers.filter(({ id }) => !this.#removed.has(id));
  }
}
