import { describe, expect, it } from 'vitest';
import { destination, pick, type Selection, toggle } from './selection.ts';

const order = ['a', 'b', 'c', 'd', 'e'];
const nothing: Selection = { selection: new Set(), activeId: null, anchorId: null };
const plain = { extend: false, add: false };
const shift = { extend: true, add: false };
const ctrl = { extend: false, add: true };

/** Its members in the list's order, then the active row and the anchor. */
const shape = ({ selection, activeId, anchorId }: Selection) => [[...selection].sort().join(''), activeId, anchorId];

describe('a press on a row', () => {
  it('selects it alone', () => {
    expect(shape(pick(order, pick(order, nothing, 'a', plain), 'c', plain))).toEqual(['c', 'c', 'c']);
  });

  it('with Shift selects all from the anchor to it, in both directions, and keeps the anchor', () => {
    const begun = pick(order, nothing, 'c', plain);
    const down = pick(order, begun, 'e', shift);
    expect(shape(down)).toEqual(['cde', 'e', 'c']);
    expect(shape(pick(order, down, 'a', shift))).toEqual(['abc', 'a', 'c']);
  });

  it('with Ctrl takes it in, and out again', () => {
    const both = pick(order, pick(order, nothing, 'a', plain), 'c', ctrl);
    expect(shape(both)).toEqual(['ac', 'c', 'c']);
    expect(shape(pick(order, both, 'a', ctrl))).toEqual(['c', 'a', 'a']);
  });

  it('with both adds the range to what is selected', () => {
    const apart = toggle(pick(order, nothing, 'a', plain), 'c');
    expect(shape(pick(order, apart, 'd', { extend: true, add: true }))).toEqual(['acd', 'd', 'c']);
  });

  it('with Shift, where the anchor is no longer shown, selects the row alone', () => {
    expect(shape(pick(['b', 'c'], pick(order, nothing, 'a', plain), 'c', shift))).toEqual(['c', 'c', 'a']);
  });
});

describe('a key', () => {
  it.each([
    ['ArrowDown', 'b', 'c'],
    ['ArrowDown', 'e', 'e'],
    ['ArrowDown', null, 'a'],
    ['ArrowUp', 'b', 'a'],
    ['ArrowUp', 'a', 'a'],
    ['ArrowUp', null, 'e'],
    ['PageDown', 'a', 'c'],
    ['PageDown', 'd', 'e'],
    ['PageUp', 'd', 'b'],
    ['PageUp', 'b', 'a'],
    ['Home', 'd', 'a'],
    ['End', 'b', 'e'],
    ['Enter', 'b', null],
  ] as const)('%s leads from %s to %s', (key, from, to) => {
    expect(destination(order, from, key, 2)).toBe(to);
  });

  it('leads nowhere in an empty list', () => {
    expect(destination([], null, 'ArrowDown', 2)).toBeNull();
  });
});
