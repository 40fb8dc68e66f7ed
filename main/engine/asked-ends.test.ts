import { expect, it } from 'vitest';
import { AskedEnds } from './asked-ends.ts';

const run = { id: 'a', startedAt: 100_000, exitedAt: 200_000 };

it('a run that was stopped has ended as asked, and the next one not', () => {
  const asked = new AskedEnds();
  expect(asked.has(run)).toBe(false);
  asked.stopped(run);
  expect(asked.has({ ...run, exitedAt: null })).toBe(false);
  expect(asked.has(run)).toBe(true);
  expect(asked.has({ ...run, startedAt: 300_000, exitedAt: 400_000 })).toBe(false);
  expect(asked.has({ ...run, id: 'b' })).toBe(false);
});

it('a stop that was refused does not count', () => {
  const asked = new AskedEnds();
  asked.stopped(run);
  asked.goesOn('a');
  expect(asked.has(run)).toBe(false);
});

it('a kill counts when it has its effect at once: the list tells full seconds, before or after', () => {
  const asked = new AskedEnds();
  asked.killed('a', 200_900);
  expect(asked.has(run)).toBe(true);
  asked.killed('a', 150_000);
  expect(asked.has(run)).toBe(false);
});

it('what is gone is forgotten', () => {
  const asked = new AskedEnds();
  asked.stopped(run);
  asked.killed('a', 200_000);
  asked.forget('a');
  expect(asked.has(run)).toBe(false);
});
