/** Failures that are told as one: where many failed for the same reason, each row need not say it in full. */
import type { ContainerAction } from '../../shared/container.ts';
import type { ErrorData } from '../../shared/errors.ts';

/** What a row can say that it does. */
export type Doing = ContainerAction['do'] | 'freeze' | 'restore';

export interface Failure {
  readonly engineId: string;
  /** The container's, as it was then: the error's words may hold it. */
  readonly name: string;
  readonly doing: Doing;
  readonly error: ErrorData;
  /** Does the same again to these of its engine that have failed by it; null: what it needs is no longer there. */
  readonly retry: ((containerIds: readonly string[]) => void) | null;
  /** What is done instead of the same again, as its button says it. */
  readonly next?: string;
}

/** By container id. */
type Failures = ReadonlyMap<string, Failure>;

export interface Fold {
  readonly key: string;
  readonly engineId: string;
  readonly doing: Doing;
  /** What all of them say, with `…` for the container. */
  readonly error: ErrorData;
  readonly failures: Failures;
}

interface Told {
  readonly folds: readonly Fold[];
  /** Those of the folds: their rows have a mark. */
  readonly folded: Failures;
  /** What is told at its row. */
  readonly alone: Failures;
}

interface Known {
  readonly failures: Failures;
  /** The kinds that were many once: one stays folded while it has members, so that rows don't grow by a dismissal. */
  readonly folded: ReadonlySet<string>;
}

/** So many are told as one. */
const many = 3;

const told = new WeakMap<Failures, Told>();

export function toldFailures({ failures, folded }: Known): Told {
  const now = told.get(failures) ?? tell(failures, folded);
  told.set(failures, now);
  return now;
}

/** Of what is folded now that the failures are these. */
export function foldedKinds(failures: Failures, before: ReadonlySet<string>): ReadonlySet<string> {
  const kinds = [...kindsOf(failures)].filter(([key, kind]) => kind.size >= many || before.has(key));
  return new Set(kinds.map(([key]) => key));
}

function tell(failures: Failures, before: ReadonlySet<string>): Told {
  const isFolded = foldedKinds(failures, before);
  const folds: Fold[] = [];
  const folded = new Map<string, Failure>();
  const alone = new Map(failures);
  for (const [key, kind] of kindsOf(failures)) {
    const [first] = kind;
    if (first === undefined || !isFolded.has(key)) continue;
    const [firstId, { engineId, doing }] = first;
    folds.push({ key, engineId, doing, error: commonWords(firstId, first[1]), failures: kind });
    for (const [id, failure] of kind) {
      folded.set(id, failure);
      alone.delete(id);
    }
  }
  return { folds, folded, alone };
}

function kindsOf(failures: Failures): ReadonlyMap<string, Failures> {
  const kinds = new Map<string, Map<string, Failure>>();
  for (const [id, failure] of failures) {
    const key = kindOf(id, failure);
    if (key === null) continue;
    const kind = kinds.get(key) ?? new Map<string, Failure>();
    kinds.set(key, kind.set(id, failure));
  }
  return kinds;
}

const known = new WeakMap<Failure, string | null>();

/** Null: it has to be told at its row, since it leads to something else there, such as a question. */
function kindOf(containerId: string, failure: Failure): string | null {
  const before = known.get(failure);
  if (before !== undefined) return before;
  const { engineId, doing, error, retry, next } = failure;
  const leadsOn = retry === null || next !== undefined || error.code === 'needs-consent';
  const kind = leadsOn ? null : JSON.stringify([engineId, doing, commonWords(containerId, failure)]);
  known.set(failure, kind);
  return kind;
}

/** Without what differs from container to container. */
function commonWords(containerId: string, { name, error }: Failure): ErrorData {
  // Where the name isn't part of another word.
  const own = new RegExp(`(?<![\\w-])${name.replaceAll(/[^\w-]/g, '\\$&')}(?![\\w-])`, 'g');
  const without = (words: string): string => {
    const anonymous = words.replaceAll(containerId, '…').replaceAll(containerId.slice(0, 12), '…');
    return name === '' ? anonymous : anonymous.replaceAll(own, '…');
  };
  const { code, message, engineMessage, hint } = error;
  return {
    code,
    message: without(message),
    engineMessage: engineMessage === null ? null : without(engineMessage),
    hint: hint === null ? null : without(hint),
  };
}
