/**
 * The last field of an SELinux context: a range of levels, each a sensitivity with a set of categories, such as
 * `s0:c12,c700` or `s0-s0:c0.c1023`. As text one set has many forms; here it has one meaning.
 */

/** A sensitivity (`s0`: 0) and its categories (`c12`: 12), rising, each once. */
export interface Level {
  readonly sensitivity: number;
  readonly categories: readonly number[];
}

/** From low to high; a plain level is a range whose ends are the same. */
export interface LevelRange {
  readonly low: Level;
  readonly high: Level;
}

/** A policy may have fewer (1,024 are usual). A bound that keeps `c0.c999999999` from growing into a set. */
const mostCategories = 65_536;

/**
 * @returns null for what is no range, also for one that mcstransd has put into words (`SystemLow`): only its own table
 * tells what that means
 */
export function parseLevelRange(text: string): LevelRange | null {
  const [lowText = '', highText, ...more] = text.split('-');
  if (more.length > 0) return null;
  const low = parseLevel(lowText);
  const high = highText === undefined ? low : parseLevel(highText);
  return low === null || high === null || !dominates(high, low) ? null : { low, high };
}

/** As the kernel prints it (`mls_sid_to_context`): three neighbours or more as `c1.c3`, and a range only where its ends differ. */
export function printLevelRange({ low, high }: LevelRange): string {
  return sameLevel(low, high) ? printLevel(low) : `${printLevel(low)}-${printLevel(high)}`;
}

export function sameRange(one: LevelRange, other: LevelRange): boolean {
  return sameLevel(one.low, other.low) && sameLevel(one.high, other.high);
}

/** Whether two levels mean the same, as far as they can be understood: the kernel sorts categories, and writes neighbours as a run. */
export function sameLevelText(one: string, other: string): boolean {
  const [left, right] = [parseLevelRange(one), parseLevelRange(other)];
  return left === null || right === null ? one === other : sameRange(left, right);
}

/** Whether `one` may read what `other` has written, as far as levels go. */
export function dominates(one: Level, other: Level): boolean {
  const own = new Set(one.categories);
  return one.sensitivity >= other.sensitivity && other.categories.every((category) => own.has(category));
}

function sameLevel(one: Level, other: Level): boolean {
  return dominates(one, other) && dominates(other, one);
}

function parseLevel(text: string): Level | null {
  const match = /^s(\d{1,5})(?::(.+))?$/.exec(text);
  if (match === null) return null;
  const categories = match[2] === undefined ? [] : parseCategories(match[2]);
  return categories === null ? null : { sensitivity: Number(match[1]), categories };
}

function parseCategories(text: string): readonly number[] | null {
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^c(\d{1,5})(?:\.c(\d{1,5}))?$/.exec(part);
    if (match === null) return null;
    const first = Number(match[1]);
    const last = Number(match[2] ?? match[1]);
    if (last < first || last >= mostCategories) return null;
    for (let category = first; category <= last; category++) found.add(category);
  }
  return [...found].sort((one, other) => one - other);
}

function printLevel({ sensitivity, categories }: Level): string {
  const runs: { first: number; last: number }[] = [];
  for (const category of categories) {
    const run = runs.at(-1);
    if (run !== undefined && run.last === category - 1) run.last = category;
    else runs.push({ first: category, last: category });
  }
  const printed = runs.map(({ first, last }) => {
    if (first === last) return `c${first}`;
    return last === first + 1 ? `c${first},c${last}` : `c${first}.c${last}`;
  });
  return `s${sensitivity}${printed.length > 0 ? `:${printed.join(',')}` : ''}`;
}
