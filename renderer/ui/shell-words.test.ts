import { describe, expect, it } from 'vitest';
import { plainLine, plainLines } from './plain-text.ts';
import { quoteWord, splitWords } from './shell-words.ts';

describe('a command', () => {
  it('is quoted so that a shell reads it back', () => {
    const command = ['sh', '-c', "echo 'a b' > /tmp/x", ''];
    const line = command.map(quoteWord).join(' ');
    expect(line).toBe(`sh -c 'echo '\\''a b'\\'' > /tmp/x' ''`);
    expect(splitWords(line)).toEqual(command);
  });

  it('of several lines is shown in one, or in as many, and hides nothing in either', () => {
    const script = 'while true\n\tdo \u001b[2J\ndone';
    expect(plainLine(script)).toBe('while true do ␛[2J done');
    expect(plainLines(script)).toBe('while true\n  do ␛[2J\ndone');
  });
});
