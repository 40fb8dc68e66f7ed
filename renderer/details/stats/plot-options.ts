import type uPlot from 'uplot';
import { formatClock } from '../../ui/format.ts';
import type { Palette } from './palette.ts';
import { binarySteps, type PlotSpec, scaleTop } from './series.ts';

/** All plots have axes of this width, so that their times stand one over the other. */
const axisWidth = 74;
/** Pixels to the right of the plots. */
const rightRoom = 10;
/** No less than a minute is drawn, so that the first samples don't race over the plot. */
const shortestSeconds = 60;

export interface PlotSettings {
  readonly spec: PlotSpec;
  readonly width: number;
  readonly height: number;
  /** Plots of the same key share their crosshair. */
  readonly cursorKey: string;
  /** Asked at each drawing. */
  readonly palette: () => Palette;
  /** The place in the columns under the crosshair; null: it has left. */
  readonly onCursor: (index: number | null) => void;
}

/** uPlot's options for one plot: no legend and no zoom of its own. */
export function plotOptions(settings: PlotSettings): uPlot.Options {
  const { spec, width, height, cursorKey, palette, onCursor } = settings;
  const axis: uPlot.Axis = {
    stroke: () => palette().text,
    font: palette().font,
    grid: { stroke: () => palette().grid, width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height,
    padding: [6, rightRoom, 0, 0],
    legend: { show: false },
    cursor: { sync: { key: cursorKey, setSeries: false }, y: false, drag: { x: false, y: false } },
    scales: {
      x: { time: true, range: ({ data: [times] }) => timeRange(times) },
      y: { range: (_, __, highest) => [0, scaleTop(highest, spec)] },
    },
    axes: [
      { ...axis, size: 29, gap: 9, values: timesThatFit, space: 96 },
      {
        ...axis,
        size: axisWidth,
        space: 26,
        values: (_, splits, __, ___, step) => splits.map((value) => spec.tick(value, step)),
        ...(spec.binary ? { incrs: [...binarySteps] } : {}),
      },
    ],
    series: [
      {},
      ...spec.series.map(({ name }, index) => ({
        label: name,
        stroke: () => palette().lines[index] ?? '',
        fill: () => palette().fills[index] ?? '',
        width: 1.5,
        // Where both are equal, as of a proxy, the first is seen between the dashes of the second.
        ...(index === 1 ? { dash: [5, 4] } : {}),
        points: { show: false },
        spanGaps: false,
      })),
    ],
    hooks: { setCursor: [(plot) => onCursor(plot.cursor.idx ?? null)] },
  };
}

/**
 * Seconds; before the first sample the minute that has just passed. From the times themselves: uPlot makes a day of a
 * single one.
 */
function timeRange(times: ArrayLike<number>): [number, number] {
  const end = times[times.length - 1] ?? Date.now() / 1000;
  return [Math.min(times[0] ?? end, end - shortestSeconds), end];
}

/** Half of what the longest time takes, pixels: such as "10:22:31 AM". */
const halfTime = 36;

/** The times under the plot; one that the right edge would cut is left out. */
function timesThatFit(plot: uPlot, times: readonly number[]): string[] {
  const last = plot.over.clientWidth + rightRoom - halfTime;
  return times.map((time) => (plot.valToPos(time, 'x') > last ? '' : timeOfDay(time)));
}

/** @param seconds since 1970 */
export function timeOfDay(seconds: number): string {
  return formatClock(seconds * 1000);
}
