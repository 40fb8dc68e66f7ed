/** What is wrong with the labels that containers run with, seen over all of an engine's containers. */
import type { LabelWarning } from '../../shared/selinux.ts';
import { parseContext } from '../../shared/selinux.ts';
import { type Level, parseLevelRange } from '../../shared/selinux-level.ts';
import { sameLabel } from './context.ts';

/** A running container with the label that it was given and, where it can be read, the one that the kernel reports. */
export interface RunningLabels {
  readonly id: string;
  readonly name: string;
  /** Those of one pod share their categories, as they share their namespaces; null: it stands alone. */
  readonly pod: string | null;
  /** Empty: none. */
  readonly processLabel: string;
  /** Null: the kernel's can't be read from here. */
  readonly kernelLabel: string | null;
}

/** Types that the policy lets do everything. */
const unconfined: ReadonlySet<string> = new Set(['spc_t', 'unconfined_t', 'container_runtime_t']);

/** More names than are read. */
const mostNames = 5;

/**
 * Warnings by container id, where SELinux is on; containers without any are left out.
 * @param containers all that run on one machine: two that share categories are found by comparing all
 */
export function labelWarnings(containers: readonly RunningLabels[]): ReadonlyMap<string, readonly LabelWarning[]> {
  const readers = new Readers(containers);
  const found = new Map<string, readonly LabelWarning[]>();
  for (const container of containers) {
    const others = readers
      .ofFilesOf(container)
      .filter(({ id, pod }) => id !== container.id && !isSame(pod, container.pod));
    const warnings = [...ownWarnings(container), ...(others.length === 0 ? [] : [sharedWarning(others)])];
    if (warnings.length > 0) found.set(container.id, warnings);
  }
  return found;
}

/** Which containers may read what a level keeps: found by category, since most have two of their own, and there may be a thousand. */
class Readers {
  readonly #all: { readonly container: RunningLabels; readonly level: Level }[] = [];
  readonly #byCategory = new Map<number, Set<RunningLabels>>();

  constructor(containers: readonly RunningLabels[]) {
    for (const container of containers) {
      const level = confinedLevel(container);
      if (level === null) continue;
      this.#all.push({ container, level });
      for (const category of level.categories) {
        const holders = this.#byCategory.get(category) ?? new Set();
        this.#byCategory.set(category, holders.add(container));
      }
    }
  }

  ofFilesOf(container: RunningLabels): RunningLabels[] {
    const level = confinedLevel(container);
    if (level === null) return [];
    const [first, ...more] = level.categories;
    if (first === undefined) return this.#all.map((each) => each.container);
    const holders = [...(this.#byCategory.get(first) ?? [])];
    return holders.filter((holder) => more.every((category) => this.#byCategory.get(category)?.has(holder)));
  }
}

function isSame(one: string | null, other: string | null): boolean {
  return one !== null && one === other;
}

function ownWarnings(container: RunningLabels): LabelWarning[] {
  const { processLabel, kernelLabel } = container;
  const warnings: LabelWarning[] = [];
  if (isUnconfined(container)) {
    warnings.push({
      kind: 'unconfined',
      text: 'SELinux does not confine it: to the rest of the machine it is as any program of its user.',
    });
  }
  // One that was given none runs as whoever started it.
  if (kernelLabel !== null && processLabel !== '' && !sameLabel(processLabel, kernelLabel)) {
    warnings.push({
      kind: 'differs',
      text: `It was given ${processLabel}, and the kernel reports ${kernelLabel || 'none'}: its first process has changed its label, or was started without.`,
    });
  }
  return warnings;
}

function sharedWarning(others: readonly RunningLabels[]): LabelWarning {
  const names = others.slice(0, mostNames).map(({ name }) => name);
  const more = others.length > mostNames ? [`${others.length - mostNames} more`] : [];
  return {
    kind: 'shared-categories',
    text: `Its MCS categories don't keep ${[...names, ...more].join(', ')} away from it: they may reach each other's files and processes, as far as users and modes let them.`,
  };
}

function isUnconfined(container: RunningLabels): boolean {
  const label = parseContext(effective(container));
  return label === null || unconfined.has(label.type);
}

/** The level of what the kernel separates by categories; null for what it doesn't. */
function confinedLevel(container: RunningLabels): Level | null {
  if (isUnconfined(container)) return null;
  return parseLevelRange(parseContext(effective(container))?.level ?? '')?.high ?? null;
}

function effective({ processLabel, kernelLabel }: RunningLabels): string {
  return kernelLabel ?? processLabel;
}
