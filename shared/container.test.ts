import { describe, expect, it } from 'vitest';
import { containerAction, endingOf, hasFailed } from './container.ts';

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
    // A process of it was killed, and it went on.
    [0, true, 'done'],
    [143, false, 'stopped'],
    [130, false, 'stopped'],
    [129, false, 'stopped'],
    [137, false, 'killed'],
    [137, true, 'memory'],
    [139, false, 'failed'],
    [255, false, 'failed'],
  ])('with %s, killed for its memory: %s, is %s', (exitCode, oomKilled, ending) => {
    expect(endingOf({ exitCode, oomKilled })).toBe(ending);
    expect(hasFailed({ exitCode, oomKilled })).toBe(ending === 'failed' || ending === 'memory');
  });
});
