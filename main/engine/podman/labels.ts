/**
 * SELinux labels. The list doesn't carry them and they never change, so each container is asked for once: those in view
 * first, few at a time, and never where SELinux is off.
 */
import type { ContainerLabels } from '../../../shared/selinux.ts';

const atOnce = 4;

interface LabelsOptions {
  /** Asks the engine. */
  readonly ask: (containerId: string) => Promise<ContainerLabels>;
  /** What has become known, several together. */
  readonly found: (labels: readonly ContainerLabels[]) => void;
}

export class Labels {
  readonly #options: LabelsOptions;
  readonly #known = new Map<string, ContainerLabels>();
  /** Not asked for yet, the first to be asked first. */
  #wanted: string[] = [];
  readonly #asking = new Set<string>();
  #fresh: ContainerLabels[] = [];
  #isEnabled = false;

  constructor(options: LabelsOptions) {
    this.#options = options;
  }

  known(): readonly ContainerLabels[] {
    return [...this.#known.values()];
  }

  /** @param isEnabled whether SELinux is on where the containers live */
  setEnabled(isEnabled: boolean): void {
    this.#isEnabled = isEnabled;
    this.#askNext();
  }

  /** These are there: what isn't known of them will be asked for some time. */
  present(containerIds: Iterable<string>): void {
    const wanted = new Set(this.#wanted);
    for (const id of containerIds) if (!this.#known.has(id) && !this.#asking.has(id)) wanted.add(id);
    this.#wanted = [...wanted];
    this.#askNext();
  }

  /** These are in view: they come before all others. */
  first(containerIds: readonly string[]): void {
    const wanted = new Set(this.#wanted);
    const inView = containerIds.filter((id) => wanted.has(id));
    for (const id of inView) wanted.delete(id);
    this.#wanted = [...inView, ...wanted];
  }

  forget(containerIds: readonly string[]): void {
    const gone = new Set(containerIds);
    for (const id of gone) this.#known.delete(id);
    this.#wanted = this.#wanted.filter((id) => !gone.has(id));
  }

  #askNext(): void {
    while (this.#isEnabled && this.#asking.size < atOnce) {
      const id = this.#wanted.shift();
      if (id === undefined) return;
      this.#asking.add(id);
      void this.#ask(id);
    }
  }

  async #ask(id: string): Promise<void> {
    try {
      const labels = await this.#options.ask(id);
      this.#known.set(id, labels);
      this.#tell(labels);
    } catch {
      // It has gone meanwhile, or the connection has: then the next snapshot asks again.
    } finally {
      this.#asking.delete(id);
      this.#askNext();
    }
  }

  /** What comes in the same turn goes together. */
  #tell(labels: ContainerLabels): void {
    this.#fresh.push(labels);
    if (this.#fresh.length > 1) return;
    setImmediate(() => this.#options.found(this.#fresh.splice(0)));
  }
}
