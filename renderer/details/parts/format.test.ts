import { describe, expect, it } from 'vitest';
import { formatDuration, quoteCommand } from './format.ts';

describe('a duration', () => {
  it.each([
    [-5, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_600_000, '1 h'],
    [7_500_000, '2 h 5 min'],
    [99 * 3_600_000, '4 d 3 h'],
  ])('of %i ms reads "%s"', (milliseconds, words) => {
    expect(formatDuration(milliseconds)).toBe(words);
  });
});

describe('a command', () => {
  it('is quoted so that a shell reads it back', () => {
    expect(quoteCommand(['sh', '-c', "echo 'a b' > /tmp/x"])).toBe(`sh -c 'echo '\\''a b'\\'' > /tmp/x'`);
    expect(quoteCommand(['sleep', ''])).toBe("sleep ''");
  });
});
