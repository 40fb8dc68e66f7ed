/** SELinux labels of containers. They never change, so each is remembered for as long as its container is there. */
import type { ContainerLabels } from '../../../shared/selinux.ts';

/** Milliseconds in which what comes is told together. */
const bundling = 30;

export class Labels {
  readonly #found: (labels: readonly ContainerLabels[]) => void;
  readonly #known = new Map<string, ContainerLabels>();
  #fresh: ContainerLabels[] = [];

  /** @param found what has become known, several together */
  constructor(found: (labels: readonly ContainerLabels[]) => void) {
    this.#found = found;
  }

  known(): readonly ContainerLabels[] {
    return [...this.#known.values()];
  }

  has(containerId: string): boolean {
    return this.#known.has(containerId);
  }

  take(labels: ContainerLabels): void {
    if (this.#known.has(labels.containerId)) return;
    this.#known.set(labels.containerId, labels);
    this.#fresh.push(labels);
    if (this.#fresh.length === 1) setTimeout(() => this.#found(this.#fresh.splice(0)), bundling);
  }

  forget(containerIds: readonly string[]): void {
    for (const id of containerIds) this.#known.delete(id);
  }
}
