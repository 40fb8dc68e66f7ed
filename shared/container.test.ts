import { describe, expect, it } from 'vitest';
import { containerAction } from './container.ts';

describe('a rename that crosses the border', () => {
  it.each(['web', 'a', 'Web_2.old-1'])('to %s is let through', (name) => {
    expect(containerAction.parse({ do: 'rename', name })).toEqual({ do: 'rename', name });
  });

  it.each(['', ' ', '-web', 'no/such', 'a b', '../x', 'a\n'])('to %j is refused', (name) => {
    expect(containerAction.safeParse({ do: 'rename', name }).success).toBe(false);
  });
});
