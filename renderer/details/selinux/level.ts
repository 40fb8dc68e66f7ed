/** The level of a context, taken apart: sensitivity and categories, or a range of two levels (MLS). */
export interface Level {
  /** `s0`, or `s0-s0` where it is a range. */
  readonly sensitivity: string;
  /** As the level writes them: `c1`, `c2`, or a run such as `c0.c1023`. */
  readonly categories: readonly string[];
  /** How many categories that makes, the runs counted out. */
  readonly count: number;
}

function runLength(category: string): number {
  const run = /^c(\d+)\.c(\d+)$/.exec(category);
  if (run === null) return 1;
  return Math.max(0, Number(run[2]) - Number(run[1])) + 1;
}

/**
 * `s0:c1,c2` or `s0-s0:c0.c1023` into its parts. Of a range the categories are those of the high end.
 * @returns null for an empty level (a policy without MLS)
 */
export function parseLevel(level: string): Level | null {
  if (level === '') return null;
  const [low = '', high] = level.split('-', 2);
  const [sensitivity = '', list = ''] = (high ?? low).split(':', 2);
  const categories = list === '' ? [] : list.split(',').filter((category) => category !== '');
  const lowSensitivity = low.split(':', 1)[0] ?? '';
  return {
    sensitivity: high === undefined ? sensitivity : `${lowSensitivity}-${sensitivity}`,
    categories,
    count: categories.reduce((sum, category) => sum + runLength(category), 0),
  };
}
