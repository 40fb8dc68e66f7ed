import { describe, expect, it } from 'vitest';
import { signalName } from '../../../shared/signals.ts';
import { explainExitCode } from './exit-code.ts';

describe('an exit code is explained', () => {
  it.each([
    [0, 'success'],
    [127, 'the command was not found'],
    [137, 'SIGKILL: killed; it could not clean up'],
    [143, 'SIGTERM: asked to end'],
    [131, 'SIGQUIT'],
    [165, 'SIGRTMIN+3'],
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

describe('a stop signal', () => {
  it('is told by its name, whichever way the engine tells it', () => {
    expect(['15', 'SIGTERM', '37', '', '99'].map(signalName)).toEqual(['SIGTERM', 'SIGTERM', 'SIGRTMIN+3', '', '99']);
  });
});
