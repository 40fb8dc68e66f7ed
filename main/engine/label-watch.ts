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
  /** Whether the containers live on this machine, whose kernel can be asked. */
  readonly isHere: () => boolean;
  /** Where the kernel tells its labels; for tests. */
  readonly procFolder?: string;
}

/** Milliseconds in which what changes is looked at together. */
const bundling = 200;
/** Milliseconds for which a process's label is taken as known: it may change its own, which nobody tells. */
const freshFor = 10_000;

interface Known {
  readonly pid: number;
  readonly label: string | null;
  readonly at: number;
}

export class LabelWatch {
  readonly #options: LabelWatchOptions;
  #warned: readonly WarnedContainer[] = [];
  #timer: NodeJS.Timeout | null = null;
  /** Counts the looks: one that a later one has overtaken tells nothing. */
  #looks = 0;
  #known = new Map<string, Known>();

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
    // One under way tells nothing.
    this.#looks += 1;
  }

  async #compare(): Promise<void> {
    this.#looks += 1;
    const look = this.#looks;
    const labels = new Map(this.#options.labels().map((each) => [each.containerId, each]));
    const kernel = await this.#askKernel();
    if (look !== this.#looks) return;
    this.#known = kernel;
    const running = this.#options.containers().flatMap(({ id, name, pid, pod }): RunningLabels[] => {
      const given = labels.get(id);
      if (given === undefined || pid === null) return [];
      return [{ id, name, pod, processLabel: given.processLabel, kernelLabel: kernel.get(id)?.label ?? null }];
    });
    const found = labelWarnings(running);
    const warned = [...found].map(([containerId, warnings]) => ({ containerId, warnings: [...warnings] }));
    if (isDeepStrictEqual(warned, this.#warned)) return;
    this.#warned = warned;
    this.#options.tell(warned);
  }

  async #askKernel(): Promise<Map<string, Known>> {
    if (!this.#options.isHere()) return new Map();
    const now = Date.now();
    const asked = this.#options.containers().map(async ({ id, pid }): Promise<[string, Known] | null> => {
      if (pid === null) return null;
      const known = this.#known.get(id);
      if (known?.pid === pid && now - known.at < freshFor) return [id, known];
      const { label } = await kernelLabel(pid, id, this.#options.procFolder);
      return [id, { pid, label, at: now }];
    });
    return new Map((await Promise.all(asked)).filter((each) => each !== null));
  }
}
