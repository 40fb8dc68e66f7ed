import { expect, it, vi } from 'vitest';
import { Labels } from './labels.ts';

const labelsOf = (containerId: string) => ({ containerId, processLabel: 'p', mountLabel: 'm' });

it('are told in bundles, each once', async () => {
  const found = vi.fn();
  const labels = new Labels(found);
  for (const id of ['a', 'b', 'a']) labels.take(labelsOf(id));
  await vi.waitFor(() => expect(found).toHaveBeenCalled());
  expect(found.mock.calls).toEqual([[[labelsOf('a'), labelsOf('b')]]]);
  labels.take(labelsOf('a'));
  labels.take(labelsOf('c'));
  await vi.waitFor(() => expect(found).toHaveBeenCalledTimes(2));
  expect(found.mock.lastCall).toEqual([[labelsOf('c')]]);
});

it('of a removed container are forgotten', () => {
  const labels = new Labels(() => {});
  labels.take(labelsOf('a'));
  labels.forget(['a']);
  expect(labels.has('a')).toBe(false);
  expect(labels.known()).toEqual([]);
});
