/** Failures that are told as one: where the same could not be done to many, each row need not say it. */
import { type Doing, type Failure, useActions } from './actions.ts';

type Failures = ReadonlyMap<string, Failure>;

export interface Fold {
  readonly key: string;
  readonly doing: Doing;
  /** By container id. */
  readonly failures: Failures;
}

interface Told {
  readonly folds: readonly Fold[];
  /** What is told at its row. */
  readonly alone: Failures;
}

/** So many are told as one. */
const many = 3;

const known = new WeakMap<Failures, Told>();

/** Those of one kind together, where they are many. What leads to something else stays at its row. */
export function toldFailures(failures: Failures): Told {
  const told = known.get(failures) ?? tell(failures);
  known.set(failures, told);
  return told;
}

/** What its row tells; null: nothing, or it is told together with others. */
export function useFailure(containerId: string): Failure | null {
  return useActions((state) => toldFailures(state.failures).alone.get(containerId) ?? null);
}

function tell(failures: Failures): Told {
  const kinds = new Map<string, Map<string, Failure>>();
  for (const [id, failure] of failures) {
    if (failure.retry === null || failure.next !== undefined) continue;
    const key = `${failure.doing} ${failure.error.code}`;
    const kind = kinds.get(key) ?? new Map<string, Failure>();
    kinds.set(key, kind.set(id, failure));
  }
  const folds: Fold[] = [];
  const alone = new Map(failures);
  for (const [key, kind] of kinds) {
    const [first] = kind.values();
    if (first === undefined || kind.size < many) continue;
    folds.push({ key, doing: first.doing, failures: kind });
    for (const id of kind.keys()) alone.delete(id);
  }
  return { folds, alone };
}
