import { describe, expect, it } from 'vitest';
import { treeOf, visibleNodes } from './json-tree.ts';
import { treeMove } from './tree-keys.ts';

const nodes = treeOf({ a: { b: 1, c: [2] }, d: 3, e: { f: 4 } });
const closed = new Set<string>();
const opened = new Set(['.a']);
const move = (key: string, open: ReadonlySet<string>, active: string | null) =>
  treeMove(key, visibleNodes(nodes, open), open, active);

describe('the keys of the inspect tree', () => {
  it('go up and down, and stop at the ends', () => {
    expect(move('ArrowDown', closed, null)).toEqual({ kind: 'go', to: '.a' });
    expect(move('ArrowDown', opened, '.a')).toEqual({ kind: 'go', to: '.a.b' });
    expect(move('ArrowDown', closed, '.e')).toEqual({ kind: 'go', to: '.e' });
    expect(move('End', closed, '.a')).toEqual({ kind: 'go', to: '.e' });
    expect(move('PageUp', closed, '.e')).toEqual({ kind: 'go', to: '.a' });
  });

  it('open a branch to the right, then go into it', () => {
    expect(move('ArrowRight', closed, '.a')).toEqual({ kind: 'open', paths: ['.a'] });
    expect(move('ArrowRight', opened, '.a')).toEqual({ kind: 'go', to: '.a.b' });
    expect(move('ArrowRight', closed, '.d')).toBeNull();
  });

  it('close a branch to the left, or go to the one above', () => {
    expect(move('ArrowLeft', opened, '.a')).toEqual({ kind: 'close', path: '.a' });
    expect(move('ArrowLeft', opened, '.a.b')).toEqual({ kind: 'go', to: '.a' });
    expect(move('ArrowLeft', closed, '.d')).toBeNull();
  });

  it('open all siblings with a star, and leave other keys alone', () => {
    expect(move('*', closed, '.d')).toEqual({ kind: 'open', paths: ['.a', '.e'] });
    expect(move('x', closed, '.d')).toBeNull();
  });
});
