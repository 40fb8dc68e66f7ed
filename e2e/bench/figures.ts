/** Figures: what is measured, beside its yardstick of the same run. */

export interface Figure {
  /** `cold-start`, `echo-p99`. */
  readonly name: string;
  /** Which engine it was measured with: `podman 5.8.2`. */
  readonly engine: string;
  readonly measured: number;
  readonly unit: string;
  /** Null: there is none. */
  readonly yardstick: number | null;
  /** Measured by yardstick. Null: there is none, or nothing to divide by. */
  readonly ratio: number | null;
  /** In words; null: it is only recorded. */
  readonly goal: string | null;
  readonly ok: boolean | null;
}

/** What a figure has to reach. */
export interface Goal {
  readonly words: string;
  readonly reached: (measured: number, yardstick: number | null, ratio: number | null) => boolean;
}

export const atMostTimes = (most: number): Goal => ({
  words: `≤ ${most} ×`,
  reached: (_measured, _yardstick, ratio) => ratio !== null && ratio <= most,
});
export const atLeastTimes = (least: number): Goal => ({
  words: `≥ ${least} ×`,
  reached: (_measured, _yardstick, ratio) => ratio !== null && ratio >= least,
});
export const atMost = (most: number, unit: string): Goal => ({
  words: `≤ ${most} ${unit}`,
  reached: (measured) => measured <= most,
});
export const atMostOver = (more: number, unit: string): Goal => ({
  words: `≤ yardstick + ${more} ${unit}`,
  reached: (measured, yardstick) => yardstick !== null && measured - yardstick <= more,
});

interface FigureOptions {
  readonly measured: number;
  readonly unit: string;
  readonly yardstick?: number | null;
  readonly goal?: Goal | null;
}

/** @param engine which it was measured with */
export function figure(name: string, engine: string, options: FigureOptions): Figure {
  const { measured, unit, yardstick = null, goal = null } = options;
  const ratio = yardstick === null || yardstick <= 0 ? null : measured / yardstick;
  return {
    name,
    engine,
    measured: rounded(measured),
    unit,
    yardstick: yardstick === null ? null : rounded(yardstick),
    ratio: ratio === null ? null : rounded(ratio),
    goal: goal?.words ?? null,
    ok: goal === null ? null : goal.reached(measured, yardstick, ratio),
  };
}

/** Throws for an empty list: nothing was measured. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new Error('Nothing was measured.');
  return value;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (low === undefined || high === undefined) throw new Error('Nothing was measured.');
  return (low + high) / 2;
}

/** To three significant digits, whole numbers to all of theirs. */
function rounded(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}
