import { describe, expect, it } from 'vitest';
import { dominates, parseLevelRange, printLevelRange, sameRange } from './selinux-level.ts';

/** Of what has to be one. */
function range(text: string) {
  const found = parseLevelRange(text);
  if (found === null) throw new Error(`no range: ${text}`);
  return found;
}

describe('a range of levels', () => {
  it.each([
    ['s0', 's0'],
    ['s15', 's15'],
    ['s0:c12,c700', 's0:c12,c700'],
    ['s0:c700,c12', 's0:c12,c700'],
    ['s0:c1.c5', 's0:c1.c5'],
    ['s0:c1,c2,c3,c4,c5', 's0:c1.c5'],
    ['s0:c1.c2', 's0:c1,c2'],
    ['s0:c5,c5', 's0:c5'],
    ['s0:c0.c3,c2.c6,c9', 's0:c0.c6,c9'],
    ['s0-s0:c0.c1023', 's0-s0:c0.c1023'],
    ['s0-s0', 's0'],
    ['s0:c1,c2-s3:c0.c4', 's0:c1,c2-s3:c0.c4'],
  ])('%s is printed as the kernel does: %s', (text, printed) => {
    expect(printLevelRange(range(text))).toBe(printed);
  });

  it.each([
    '',
    '0',
    's',
    's0:',
    's0:c',
    's0:c1,',
    's0:c5.c1',
    's0:c1..c5',
    's0:c1-c5',
    's0-s0-s0',
    's0:c0.c99999',
    's0:c0.c9999999999',
    's0:c-1',
    's1-s0',
    's0:c1-s0:c2',
    'SystemLow-SystemHigh',
    's0 :c1',
  ])('%j is none', (text) => {
    expect(parseLevelRange(text)).toBeNull();
  });

  it('is compared by what it means', () => {
    expect(sameRange(range('s0:c3,c1,c2'), range('s0:c1.c3-s0:c1.c3'))).toBe(true);
    expect(sameRange(range('s0:c1'), range('s0:c1,c2'))).toBe(false);
    expect(sameRange(range('s0:c1'), range('s1:c1'))).toBe(false);
    expect(sameRange(range('s0-s0:c1'), range('s0:c1'))).toBe(false);
  });

  it('dominates what has no category that it has not', () => {
    const high = range('s0:c0.c1023').high;
    expect(dominates(high, range('s0:c12,c700').high)).toBe(true);
    expect(dominates(range('s0:c12,c700').high, high)).toBe(false);
    expect(dominates(range('s0:c1,c2').high, range('s0:c1,c3').high)).toBe(false);
    expect(dominates(range('s1').high, range('s0:c1').high)).toBe(false);
  });
});
