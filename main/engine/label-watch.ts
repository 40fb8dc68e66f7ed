/**
 * Keeps an eye on the labels of an engine's running containers: what is wrong with one may depend on all others, so it is
 * seen anew after whatever changes.
 */
import { isDeepStrictEqual } from 'node:util';
import type { ContainerSummary } from '../../shared/container.ts';
import type { ContainerLabels, WarnedContainer } from '../../shared/selinux.ts';
import { kernelLabel } from '../selinux/kernel-label.ts';
import { labelWarnings, type RunningLabels } from '../selinux/label-warnings.ts';

export interface LabelWatchOptions {
  readonly containers: () => readonly ContainerSummary[];
  /** Those that are known; none at all where SELinux is off. */
  readonly labels: () => readonly ContainerLabels[];
  /** All that there is to warn of, in the place of what was told before. */
  readonly tell: (warned: readonly WarnedContainer[]) => void;
  /** Where the kernel tells its labels; for tests. */
  readonly procFolder?: string;
}

/** Milliseconds in which what changes is looked at together. */
const bundling = 200;

export class LabelWatch {
  readonly #options: LabelWatchOptions;
  #warned: readonly WarnedContainer[] = [];
  #timer: NodeJS.Timeout | null = null;
  /** Counts the looks: one that a later one has overtaken tells nothing. */
  #looks = 0;

  constructor(options: LabelWatchOptions) {
    this.#options = options;
  }

  /** What was found last. */
  warned(): readonly WarnedContainer[] {
    return this.#warned;
  }

  /** Something has changed: looks soon. */
  look(): void {
    if (this.#timer !== null || (this.#warned.length === 0 && this.#options.labels().length === 0)) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#compare();
    }, bundling);
  }

  /** Looks no more until something changes again. */
  rest(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #compare(): Promise<void> {
    this.#looks += 1;
    const look = this.#looks;
    const labels = new Map(this.#options.labels().map((each) => [each.containerId, each]));
    const running = await Promise.all(
      this.#options.containers().map(async ({ id, name, pid }): Promise<RunningLabels | null> => {
        const known = labels.get(id);
        if (known === undefined || pid === null) return null;
        const { label } = await kernelLabel(pid, id, this.#options.procFolder);
        return { id, name, processLabel: known.processLabel, kernelLabel: label };
      }),
    );
    const found = labelWarnings(running.filter((each) => each !== null));
    const warned = [...found].map(([containerId, warnings]) => ({ containerId, warnings: [...warnings] }));
    if (look !== this.#looks || isDeepStrictEqual(warned, this.#warned)) return;
    this.#warned = warned;
    this.#options.tell(warned);
  }
}
