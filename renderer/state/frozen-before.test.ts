import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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

describe('storage', () => {
  const calls = { reads: 0, writes: 0 };
  beforeEach(async () => {
    // What an earlier test has read in this turn is forgotten.
    await Promise.resolve();
    for (const count of ['reads', 'writes'] as const) calls[count] = 0;
    const { getItem, setItem } = Storage.prototype;
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(function (this: Storage, name) {
      calls.reads += 1;
      return getItem.call(this, name);
    });
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(function (this: Storage, name, value) {
      calls.writes += 1;
      setItem.call(this, name, value);
    });
  });
  afterEach(() => void vi.restoreAllMocks());

  it('is not touched for what runs, and not written where nothing is new', async () => {
    rememberFrozen([ice], []);
    expect(calls.writes).toBe(1);
    await Promise.resolve();
    calls.reads = 0;
    rememberFrozen([{ ...ice, state: 'running', checkpointed: false }], []);
    expect(calls).toEqual({ reads: 0, writes: 1 });
    rememberFrozen([ice], ['unheard of']);
    expect(calls).toEqual({ reads: 1, writes: 1 });
  });

  it('keeps those that were told last, however long the first of them have been known', async () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ ...ice, id: `${index}`.padStart(64, 'e') }));
    rememberFrozen(many, []);
    const [first, second] = many;
    const anew = { ...ice, ...first, exitedAt: 9 };
    rememberFrozen([anew], []);
    rememberFrozen([ice], []);
    expect(wasFrozen(anew)).toBe(true);
    expect(wasFrozen({ ...ice, ...second })).toBe(false);
  });
});

it('knows nothing where what is stored is broken', () => {
  localStorage.setItem('containers.frozen', '{"a":1');
  expect(wasFrozen(unknown)).toBe(false);
  rememberFrozen([ice], []);
  expect(wasFrozen(unknown)).toBe(true);
});
