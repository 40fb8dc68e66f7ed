import { describe, expect, it } from 'vitest';
import { completed, parseUlimit } from './ulimits.ts';

describe('a limit', () => {
  it.each([
    ['nofile=1024:4096', { type: 'nofile', soft: 1024, hard: 4096 }],
    ['RLIMIT_NPROC=10', { type: 'nproc', soft: 10, hard: 10 }],
    ['core=-1:-1', { type: 'core', soft: -1, hard: -1 }],
  ])('is read from %s', (text, expected) => {
    expect(parseUlimit(text)).toEqual(expected);
  });

  it('is not made of what is none', () => {
    expect(parseUlimit('nofile')).toBeNull();
  });
});

describe('what containers.conf leaves out', () => {
  const found = [{ type: 'nofile', soft: 1, hard: 2 }];

  it.each([
    ['is what can be set', false, [...found, { type: 'nproc', soft: 8, hard: 8 }]],
    ['is left to Podman where that works', true, found],
  ])('%s', (_what, defaultsWork, expected) => {
    expect(completed(found, { defaultsWork, nofile: 9, nproc: 8 })).toEqual(expected);
  });
});
