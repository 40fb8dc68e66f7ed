/** The engine's times: RFC 3339, with up to nine digits of a second. */

/** Nanoseconds since 1970; null for what is no time. */
export function nanoseconds(time: string): bigint | null {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(time);
  if (match === null) return null;
  const [, whole = '', fraction = '', zone = ''] = match;
  const milliseconds = Date.parse(whole + zone);
  if (Number.isNaN(milliseconds)) return null;
  return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

const two = (value: number): string => String(value).padStart(2, '0');

/**
 * Date and time of day here: `2026-11-24 08:15:30.123`, to the second where the fraction is zero: Podman 4 tells no more,
 * and three zeros would say what nobody knows. What is no time stays as it is.
 */
export function shortTime(time: string): string {
  const nanos = nanoseconds(time);
  if (nanos === null) return time;
  const date = new Date(Number(nanos / 1_000_000n));
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  const isWholeSecond = nanos % 1_000_000_000n === 0n;
  return isWholeSecond ? `${day} ${clock}` : `${day} ${clock}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
