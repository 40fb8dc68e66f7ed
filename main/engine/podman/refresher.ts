/** Reads again the containers that events have named: while one reading is under way the next names collect. */
import type { ContainerSummary } from '../../../shared/container.ts';

interface RefresherOptions {
  readonly read: (containerIds: readonly string[]) => Promise<readonly ContainerSummary[]>;
  /** What has been read; the named ones that were not found are gone. */
  readonly done: (changed: readonly ContainerSummary[], gone: readonly string[]) => void;
  readonly failed: (thrown: unknown) => void;
}

/** More names than this in one query would make it too long. */
const most = 100;

export class Refresher {
  readonly #options: RefresherOptions;
  readonly #named = new Set<string>();
  #isReading = false;

  constructor(options: RefresherOptions) {
    this.#options = options;
  }

  refresh(containerId: string): void {
    this.#named.add(containerId);
    if (!this.#isReading) void this.#read();
  }

  /** Nothing more is read of what was named. */
  clear(): void {
    this.#named.clear();
  }

  async #read(): Promise<void> {
    this.#isReading = true;
    try {
      while (this.#named.size > 0) {
        const ids = [...this.#named].slice(0, most);
        for (const id of ids) this.#named.delete(id);
        const changed = await this.#options.read(ids);
        const found = new Set(changed.map(({ id }) => id));
        this.#options.done(
          changed,
          ids.filter((id) => !found.has(id)),
        );
      }
    } catch (thrown) {
      this.#options.failed(thrown);
    } finally {
      this.#isReading = false;
    }
  }
}
