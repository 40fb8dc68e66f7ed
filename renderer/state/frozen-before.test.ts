import { beforeEach, expect, it } from 'vitest';
import { containerSample } from '../bridge/testing/samples.ts';
import { rememberFrozen, wasFrozen } from './frozen-before.ts';

const ice = containerSample(1, { state: 'exited', startedAt: 1, exitedAt: 2, checkpointed: true });
const unknown = { ...ice, checkpointed: null };

beforeEach(() => localStorage.clear());

it('remembers an end that was a freeze, and no other end of the same container', () => {
  expect(wasFrozen(unknown)).toBe(false);
  rememberFrozen([ice], []);
  expect(wasFrozen(unknown)).toBe(true);
  expect(wasFrozen({ ...unknown, exitedAt: 3 })).toBe(false);
  expect(wasFrozen({ ...unknown, state: 'running' })).toBe(false);
});

it('keeps it while nobody knows, and forgets it when it is known otherwise or gone', () => {
  rememberFrozen([ice], []);
  rememberFrozen([unknown], []);
  expect(wasFrozen(unknown)).toBe(true);
  rememberFrozen([{ ...ice, checkpointed: false }], []);
  expect(wasFrozen(unknown)).toBe(false);
  rememberFrozen([ice], []);
  rememberFrozen([], [ice.id]);
  expect(wasFrozen(unknown)).toBe(false);
});

it('knows nothing where what is stored is broken', () => {
  localStorage.setItem('containers.frozen', '{"a":1');
  expect(wasFrozen(unknown)).toBe(false);
  rememberFrozen([ice], []);
  expect(wasFrozen(unknown)).toBe(true);
});
