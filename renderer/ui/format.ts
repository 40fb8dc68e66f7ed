/** Numbers and times as people read them. */

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** `1.5 MiB`: three figures at most. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return '–';
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 1023.5 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

/** The two largest units of a duration: `3 d 4 h`, `5 min`, `12 s`. @param ms milliseconds */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return two(hours, 'h', minutes % 60, 'min');
  return two(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** How long a text of {@link formatDuration} stays true, milliseconds. @param ms the duration it was made for */
export function durationLasts(ms: number): number {
  if (ms < 60_000) return 1000 - (ms % 1000);
  if (ms < 24 * 3_600_000) return 60_000 - (ms % 60_000);
  return 3_600_000 - (ms % 3_600_000);
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const dateAndClock = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

const shortClock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

/** Hours and minutes. @param time milliseconds since 1970 */
export function formatShortClock(time: number): string {
  return shortClock.format(time);
}

/** @param time milliseconds since 1970 */
export function formatClock(time: number): string {
  return clock.format(time);
}

/** @param time milliseconds since 1970 */
export function formatTime(time: number): string {
  return dateAndClock.format(time);
}
