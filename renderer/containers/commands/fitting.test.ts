import { describe, expect, it } from 'vitest';
import { fitting, widthOf } from './fitting.ts';
import type { CommandId } from './refusal.ts';

const groups: readonly (readonly CommandId[])[] = [
  ['start', 'stop', 'restart', 'pause'],
  ['terminal', 'freeze'],
  ['remove'],
];

describe('the buttons of the toolbar', () => {
  it('are all there where there is room', () => {
    expect(fitting(groups, widthOf(groups))).toEqual(groups);
  });

  it('go one by one where there is not, those last that one would miss most', () => {
    expect(fitting(groups, widthOf(groups) - 1).flat()).not.toContain('pause');
    expect(fitting(groups, 131).flat()).toEqual(['start', 'stop', 'terminal']);
    expect(fitting(groups, 40)).toEqual([]);
    for (let width = 34; width < 300; width += 1) expect(widthOf(fitting(groups, width))).toBeLessThanOrEqual(width);
  });
});
