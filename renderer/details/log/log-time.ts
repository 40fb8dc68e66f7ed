/** The engine's times: RFC 3339, with up to nine digits of a second. */

import { formatTime } from '../../ui/format.ts';

/** Nanoseconds since 1970; null for what is no time. */
export function nanoseconds(time: string): bigint | null {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(time);
  if (match === null) return null;
  const [, whole = '', fraction = '', zone = ''] = match;
  const milliseconds = Date.parse(whole + zone);
  if (Number.isNaN(milliseconds)) return null;
  return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

/**
 * Date and time of day here, as all over the window; to the millisecond, but where the fraction is zero: Podman 4 tells no
 * more than seconds, and three zeros would say what nobody knows. What is no time stays as it is.
 */
export function shortTime(time: string): string {
  const nanos = nanoseconds(time);
  return nanos === null ? time : formatTime(Number(nanos / 1_000_000n), nanos % 1_000_000_000n !== 0n);
}
