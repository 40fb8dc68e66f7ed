import { expect, it } from 'vitest';
import { signalNumber } from './signals.ts';

it.each([
  [15, 15],
  ['15', 15],
  ['TERM', 15],
  ['sigterm', 15],
  [' SIGKILL ', 9],
  ['SIGRTMIN', 34],
  ['RTMIN+3', 37],
  ['SIGRTMAX-1', 63],
  [64, 64],
])('%j is signal %i', (signal, number) => {
  expect(signalNumber(signal)).toBe(number);
});

it.each([0, -1, 65, 1.5, Number.NaN, '', 'NOPE', 'SIG', 'SIGRTMIN-1', 'SIGRTMAX+1', '0', '99', 'SIGRTMIN+99', '1e1'])(
  '%j is none',
  (signal) => {
    expect(() => signalNumber(signal)).toThrow(expect.objectContaining({ code: 'invalid' }));
  },
);
