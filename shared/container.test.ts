import { describe, expect, it } from 'vitest';
import { containerAction, endingOf } from './container.ts';

describe('a rename that crosses the border', () => {
  it.each(['web', 'a', 'Web_2.old-1'])('to %s is let through', (name) => {
    expect(containerAction.parse({ do: 'rename', name })).toEqual({ do: 'rename', name });
  });

  it.each(['', ' ', '-web', 'no/such', 'a b', '../x', 'a\n'])('to %j is refused', (name) => {
    expect(containerAction.safeParse({ do: 'rename', name }).success).toBe(false);
  });
});

describe('a signal that crosses the border', () => {
  it.each(['SIGTERM', 'TERM', 'sigkill', '9', 'SIGRTMIN+3', 'SIGRTMAX-1', '64'])('is let through as %s', (signal) => {
    expect(containerAction.parse({ do: 'kill', signal })).toEqual({ do: 'kill', signal });
  });

  it.each(['', 'SIG', 'SIGFOO', 'SIGRTMIN+31', 'SIGRTMAX+1', '0', '32', '33', '65', '999', '-9', '9; rm'])(
    'is refused as %j',
    (signal) => {
      expect(containerAction.safeParse({ do: 'kill', signal }).success).toBe(false);
    },
  );
});

describe('the end of a container', () => {
  it.each([
    [null, false, null],
    [0, false, 'done'],
    [1, false, 'failed'],
    // It was told to, but says itself that it did not go well.
    [1, true, 'failed'],
    [143, false, 'stopped'],
    [130, false, 'stopped'],
    [137, true, 'killed'],
    [137, false, 'failed'],
    [129, true, 'stopped'],
    [139, true, 'failed'],
  ])('with %s, as asked: %s, is %s', (exitCode, endedAsAsked, ending) => {
    expect(endingOf({ exitCode, endedAsAsked })).toBe(ending);
  });
});
