import { describe, expect, it } from 'vitest';
import { durationLasts, formatBytes, formatDuration, formatTime } from './format.ts';

describe('numbers and times', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1.00 KiB'],
    [1536 * 1024, '1.50 MiB'],
    [200 * 1024 * 1024, '200 MiB'],
    [1024 ** 3 - 1, '1.00 GiB'],
    [Number.NaN, '–'],
  ])('%d bytes read "%s"', (bytes, words) => {
    expect(formatBytes(bytes)).toBe(words);
  });

  it.each([
    [-5, '0 s'],
    [9_999, '9 s'],
    [10_000, '10 s'],
    [59_999, '50 s'],
    [60_000, '1 min'],
    [7_199_000, '1 h'],
    [86_400_000 * 3.5, '3 d'],
  ])('%d ms last "%s", until the text is another', (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
    const lasts = durationLasts(ms);
    expect(formatDuration(Math.max(0, ms) + lasts - 1)).toBe(words);
    expect(formatDuration(Math.max(0, ms) + lasts)).not.toBe(words);
  });

  it('tell the year only where it is another one', () => {
    const now = new Date();
    expect(formatTime(now.getTime())).not.toContain(String(now.getFullYear()));
    expect(formatTime(Date.UTC(2019, 5, 1))).toContain('2019');
  });
});
