/**
 * Asks the engine in the background for what its list doesn't tell of containers: of those in view first, of few at a
 * time, and again after a pause where it could not be had.
 */
import { reportUnasked } from './unasked.ts';

const atOnce = 4;
/** Milliseconds after which one that could not be had is asked for again: each time twice as long. */
const pauses = { first: 1000, most: 60_000 };

interface InquiryOptions {
  /** Asks, and keeps what is answered. */
  readonly ask: (containerId: string) => Promise<void>;
  /**
   * Whether something is to be asked of a container.
   * @param isInView then also what is asked only of those that somebody looks at
   */
  readonly isWanted: (containerId: string, isInView: boolean) => boolean;
}

export class Inquiry {
  readonly #options: InquiryOptions;
  /** Of which something may have to be asked, in the list's order. */
  readonly #present = new Set<string>();
  readonly #asking = new Set<string>();
  /** How long each waits that could not be had, milliseconds. */
  readonly #pauses = new Map<string, number>();
  /** Their pause is not over. */
  readonly #waiting = new Set<string>();
  #inView: readonly string[] = [];
  #isEnabled = false;

  constructor(options: InquiryOptions) {
    this.#options = options;
  }

  /** @param isEnabled whether there is somebody who answers, and it is known what is to be asked */
  setEnabled(isEnabled: boolean): void {
    this.#isEnabled = isEnabled;
    this.#askNext();
  }

  /** These are there, or have changed. */
  present(containerIds: Iterable<string>): void {
    for (const id of containerIds) {
      this.#waiting.delete(id);
      if (!this.#asking.has(id)) this.#present.add(id);
    }
    this.#askNext();
  }

  /** These are in view: they come before all others. */
  first(containerIds: readonly string[]): void {
    this.#inView = containerIds;
    this.#askNext();
  }

  /** They are gone: what is answered of them now is of no use. */
  forget(containerIds: readonly string[]): void {
    for (const id of containerIds) {
      this.#present.delete(id);
      this.#asking.delete(id);
      this.#pauses.delete(id);
      this.#waiting.delete(id);
    }
  }

  #askNext(): void {
    while (this.#isEnabled && this.#asking.size < atOnce) {
      const id = this.#next();
      if (id === undefined) return;
      this.#present.delete(id);
      this.#asking.add(id);
      void this.#ask(id);
    }
  }

  #next(): string | undefined {
    const isFree = (id: string): boolean => !this.#asking.has(id) && !this.#waiting.has(id);
    const visible = this.#inView.find((id) => isFree(id) && this.#options.isWanted(id, true));
    if (visible !== undefined) return visible;
    for (const id of this.#present) {
      if (isFree(id) && this.#options.isWanted(id, false)) return id;
      this.#present.delete(id);
    }
    return undefined;
  }

  async #ask(id: string): Promise<void> {
    try {
      await this.#options.ask(id);
      this.#pauses.delete(id);
    } catch (thrown) {
      // Usually it has gone meanwhile, or the connection has: then a new one asks again.
      reportUnasked(`What the list doesn't tell of ${id}`, thrown);
      if (this.#asking.has(id)) this.#askLater(id);
    } finally {
      this.#asking.delete(id);
      this.#askNext();
    }
  }

  /** Unless it is forgotten before, or asked for by then. */
  #askLater(id: string): void {
    const pause = this.#pauses.get(id) ?? pauses.first;
    this.#pauses.set(id, Math.min(pause * 2, pauses.most));
    this.#waiting.add(id);
    setTimeout(() => {
      if (this.#waiting.has(id)) this.present([id]);
    }, pause).unref();
  }
}
