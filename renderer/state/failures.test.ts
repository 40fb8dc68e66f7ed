import { expect, it } from 'vitest';
import type { ErrorCode } from '../../shared/errors.ts';
import { type Doing, type Failure, foldedKinds, toldFailures } from './failures.ts';

const failure = (doing: Doing, engineMessage: string, more: Partial<Failure> = {}): Failure => ({
  engineId: 'a',
  name: '',
  doing,
  error: { code: 'engine-failed', message: 'No.', engineMessage, hint: null },
  retry: () => undefined,
  ...more,
});
const of = (...failures: readonly Failure[]) => new Map(failures.map((each, index) => [`c${index}`, each] as const));
const told = (failures: ReadonlyMap<string, Failure>, folded: ReadonlySet<string> = new Set()) =>
  toldFailures({ failures, folded });

it('folds what failed for the same reason for many, and leaves the rest at its row', () => {
  const stuck = failure('remove', 'It is stuck.');
  const elsewhere = { ...stuck, engineId: 'b' };
  const { folds, folded, alone } = told(
    of(stuck, failure('stop', 'It is stuck.'), stuck, failure('remove', 'It is in use.'), stuck, elsewhere, elsewhere),
  );
  expect(folds.map(({ engineId, doing, failures }) => [engineId, doing, [...failures.keys()]])).toEqual([
    ['a', 'remove', ['c0', 'c2', 'c4']],
  ]);
  expect([...folded.keys()]).toEqual(['c0', 'c2', 'c4']);
  expect([...alone.keys()]).toEqual(['c1', 'c3', 'c5', 'c6']);
});

it('takes words for the same that differ by the container alone, and tells what all say', () => {
  const ids = ['a', 'b', 'c'].map((digit) => digit.repeat(64));
  const failures = new Map(
    ids.map((id, index) => {
      const name = `web.${index}`;
      const error = {
        code: 'conflict',
        message: `Remove ${name}: the engine refused.`,
        engineMessage: `container ${id} (${id.slice(0, 12)}) is in use by web.0-proxy`,
        hint: `Stop ${name} first.`,
      } as const;
      return [id, failure('remove', '', { name, error })] as const;
    }),
  );
  expect(told(failures).folds.map(({ error }) => error)).toEqual([
    {
      code: 'conflict',
      message: 'Remove …: the engine refused.',
      engineMessage: 'container … (…) is in use by web.0-proxy',
      hint: 'Stop … first.',
    },
  ]);
});

it('folds neither two, nor what leads to something else at its row', () => {
  const stuck = failure('start', 'No.');
  expect(told(of(stuck, stuck)).folds).toEqual([]);
  const leads = failure('start', 'No.', { next: 'Start…' });
  const fact = failure('start', 'No.', { retry: null });
  const code: ErrorCode = 'needs-consent';
  const asks = failure('start', 'No.', { error: { code, message: 'No.', engineMessage: null, hint: null } });
  const failures = of(leads, leads, leads, fact, fact, fact, asks, asks, asks);
  expect(told(failures).folds).toEqual([]);
  expect(told(failures).alone).toEqual(failures);
});

it('keeps folded what was, while it has members', () => {
  const stuck = failure('stop', 'It is stuck.');
  const folded = foldedKinds(of(stuck, stuck, stuck), new Set());
  const [one, none] = [foldedKinds(of(stuck), folded), foldedKinds(of(), folded)];
  expect(told(of(stuck), one).folds).toHaveLength(1);
  expect(told(of(stuck), foldedKinds(of(stuck), none)).alone).toHaveProperty('size', 1);
});
