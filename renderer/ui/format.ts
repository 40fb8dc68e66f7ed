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

/** A duration by its largest unit, rounded down, seconds beyond ten by tens: `3 d`, `5 h`, `12 min`, `40 s`. @param ms milliseconds */
export function formatDuration(ms: number): string {
  const duration = Math.max(0, ms);
  const { name, ms: unitMs, step } = unitOf(duration);
  return `${(Math.floor(duration / step) * step) / unitMs} ${name}`;
}

/** How long a text of {@link formatDuration} stays true, milliseconds. @param ms the duration it was made for */
export function durationLasts(ms: number): number {
  const duration = Math.max(0, ms);
  const { step } = unitOf(duration);
  return step - (duration % step);
}

const seconds = { name: 's', ms: 1000, from: 0, step: 1000 };
/** Longest first. */
const longer = [
  { name: 'd', ms: 86_400_000, from: 86_400_000, step: 86_400_000 },
  { name: 'h', ms: 3_600_000, from: 3_600_000, step: 3_600_000 },
  { name: 'min', ms: 60_000, from: 60_000, step: 60_000 },
  { ...seconds, from: 10_000, step: 10_000 },
];

function unitOf(ms: number) {
  return longer.find(({ from }) => ms >= from) ?? seconds;
}

// Times are written in one way all over the window: after the user's locale, in their own time zone. Each way is made
// when it is first needed, which takes a while.
const clock = later(() => new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' }));
const dayAndClock = {
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
} satisfies Intl.DateTimeFormatOptions;
const thisYear = later(() => new Intl.DateTimeFormat(undefined, dayAndClock));
const exact = later(() => new Intl.DateTimeFormat(undefined, { ...dayAndClock, fractionalSecondDigits: 3 }));
const exactOtherYear = later(
  () => new Intl.DateTimeFormat(undefined, { year: 'numeric', ...dayAndClock, fractionalSecondDigits: 3 }),
);
const otherYear = later(() => new Intl.DateTimeFormat(undefined, { year: 'numeric', ...dayAndClock }));

function later<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** The time of day, such as `10:22:31 AM` or `10:22:31`. @param time milliseconds since 1970 */
export function formatClock(time: number): string {
  return clock().format(time);
}

/**
 * Day and time, such as `Nov 25, 10:22:31 AM`; the year where it isn't this one.
 * @param time milliseconds since 1970
 * @param toMilliseconds else to the second
 */
export function formatTime(time: number, toMilliseconds = false): string {
  const isThisYear = new Date(time).getFullYear() === new Date().getFullYear();
  const [ofThisYear, ofAnother] = toMilliseconds ? [exact, exactOtherYear] : [thisYear, otherYear];
  return (isThisYear ? ofThisYear : ofAnother)().format(time);
}
