import { describe, expect, it } from 'vitest';
import { explainExitCode } from './exit-code.ts';

describe('an exit code is explained', () => {
  it.each([
    [0, 'success'],
    [127, 'the command was not found'],
    [137, 'SIGKILL: killed; it could not clean up'],
    [143, 'SIGTERM: asked to end'],
    [131, 'SIGQUIT'],
  ])('%i is "%s"', (code, words) => {
    expect(explainExitCode(code)).toBe(words);
  });

  it('137 of a container that ran out of memory says so', () => {
    expect(explainExitCode(137, true)).toBe('SIGKILL: killed since it ran out of memory');
  });

  it.each([1, 2, 128, 200, 255, -1])("%i is the program's own affair", (code) => {
    expect(explainExitCode(code)).toBeNull();
  });
});
