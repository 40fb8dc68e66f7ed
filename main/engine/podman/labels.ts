/**
 * SELinux labels. The list doesn't carry them and they never change, so each container is asked for once: those in view
 * first, few at a time, and never where SELinux is off.
 */
import type { ContainerLabels } from '../../../shared/selinux.ts';
import { reportUnasked } from './unasked.ts';

const atOnce = 4;
/** Milliseconds in which what comes is told together. */
const bundling = 30;
/** Milliseconds after which one that could not be had is asked for again: each time twice as long. */
const pauses = { first: 1000, most: 60_000 };

interface LabelsOptions {
  /** Asks the engine. */
  readonly ask: (containerId: string) => Promise<ContainerLabels>;
  /** What has become known, several together. */
  readonly found: (labels: readonly ContainerLabels[]) => void;
}

export class Labels {
  readonly #options: LabelsOptions;
  readonly #known = new Map<string, ContainerLabels>();
  /** Not asked for yet, in the list's order. */
  readonly #wanted = new Set<string>();
  readonly #asking = new Set<string>();
  /** How long each waits that could not be had, milliseconds. */
  readonly #pauses = new Map<string, number>();
  #inView: readonly string[] = [];
  #fresh: ContainerLabels[] = [];
  #isEnabled = false;

  constructor(options: LabelsOptions) {
    this.#options = options;
  }

  known(): readonly ContainerLabels[] {
    return [...this.#known.values()];
  }

  /** @param isEnabled whether there is something to ask for: SELinux is on where the containers live, and that answers */
  setEnabled(isEnabled: boolean): void {
    this.#isEnabled = isEnabled;
    this.#askNext();
  }

  /** These are there: what isn't known of them will be asked for some time. */
  present(containerIds: Iterable<string>): void {
    for (const id of containerIds) if (!this.#known.has(id) && !this.#asking.has(id)) this.#wanted.add(id);
    this.#askNext();
  }

  /** These are in view: they come before all others. */
  first(containerIds: readonly string[]): void {
    this.#inView = containerIds;
  }

  forget(containerIds: readonly string[]): void {
    for (const id of containerIds) {
      this.#known.delete(id);
      this.#wanted.delete(id);
      this.#asking.delete(id);
      this.#pauses.delete(id);
    }
  }

  #askNext(): void {
    while (this.#isEnabled && this.#asking.size < atOnce) {
      const id = this.#next();
      if (id === undefined) return;
      this.#wanted.delete(id);
      this.#asking.add(id);
      void this.#ask(id);
    }
  }

  #next(): string | undefined {
    const visible = this.#inView.find((id) => this.#wanted.has(id));
    return visible ?? this.#wanted.values().next().value;
  }

  async #ask(id: string): Promise<void> {
    try {
      const labels = await this.#options.ask(id);
      // Unless it was forgotten meanwhile.
      if (this.#asking.has(id)) {
        this.#known.set(id, labels);
        this.#pauses.delete(id);
        this.#tell(labels);
      }
    } catch (thrown) {
      // Usually it has gone meanwhile, or the connection has: then a new one asks again.
      reportUnasked(`Labels of ${id}`, thrown);
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
    setTimeout(() => {
      if (this.#pauses.has(id)) this.present([id]);
    }, pause).unref();
  }

  #tell(labels: ContainerLabels): void {
    this.#fresh.push(labels);
    if (this.#fresh.length === 1) setTimeout(() => this.#options.found(this.#fresh.splice(0)), bundling);
  }
}
