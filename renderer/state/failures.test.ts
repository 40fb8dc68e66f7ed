import { expect, it } from 'vitest';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Doing, Failure } from './actions.ts';
import { toldFailures } from './failures.ts';

const failure = (doing: Doing, code: ErrorCode, more: Partial<Failure> = {}): Failure => ({
  doing,
  error: { code, message: 'No.', engineMessage: null, hint: null },
  retry: () => undefined,
  ...more,
});
const of = (...failures: readonly Failure[]) => new Map(failures.map((each, index) => [`c${index}`, each] as const));

it('folds what failed alike for many, and leaves the rest at its row', () => {
  const stuck = failure('remove', 'wrong-state');
  const { folds, alone } = toldFailures(
    of(stuck, failure('stop', 'wrong-state'), stuck, failure('remove', 'criu'), stuck),
  );
  expect(folds.map(({ doing, failures }) => [doing, [...failures.keys()]])).toEqual([['remove', ['c0', 'c2', 'c4']]]);
  expect([...alone.keys()]).toEqual(['c1', 'c3']);
});

it('folds neither two, nor what leads to something else at its row', () => {
  const stuck = failure('start', 'wrong-state');
  expect(toldFailures(of(stuck, stuck)).folds).toEqual([]);
  const leads = failure('start', 'wrong-state', { next: 'Start…' });
  const told = failure('start', 'wrong-state', { retry: null });
  expect(toldFailures(of(leads, leads, leads, told, told, told)).folds).toEqual([]);
});
