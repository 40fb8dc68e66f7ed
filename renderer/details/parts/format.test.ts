import { describe, expect, it } from 'vitest';
import { quoteCommand } from './format.ts';

describe('a command', () => {
  it('is quoted so that a shell reads it back', () => {
    expect(quoteCommand(['sh', '-c', "echo 'a b' > /tmp/x"])).toBe(`sh -c 'echo '\\''a b'\\'' > /tmp/x'`);
    expect(quoteCommand(['sleep', ''])).toBe("sleep ''");
  });
});
