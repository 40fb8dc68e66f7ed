import { describe, expect, it } from 'vitest';
import type { StatsSample } from '../../../shared/stats.ts';
import { plotOptions } from './plot-options.ts';
import { columns, plots, scaleTop } from './series.ts';

const sample = (at: number, networkIn = 0): StatsSample => ({
  at,
  cpuPercent: 1,
  memoryBytes: 2,
  memoryLimitBytes: 3,
  networkInBytesPerSecond: networkIn,
  networkOutBytesPerSecond: 7,
  blockReadBytesPerSecond: 0,
  blockWriteBytesPerSecond: 0,
  processes: 1,
});

function plot(id: string) {
  const found = plots.find((spec) => spec.id === id);
  if (found === undefined) throw new Error(`no plot ${id}`);
  return found;
}

describe('the figures of a container', () => {
  it('become columns in seconds', () => {
    expect(columns([sample(1000, 5), sample(2000, 6)], plot('network'))).toEqual([
      [1, 2],
      [5, 6],
      [7, 7],
    ]);
  });

  it('show a gap where nobody watched', () => {
    expect(columns([sample(1000), sample(61_000)], plot('cpu'))).toEqual([
      [1, 1.001, 61],
      [1, null, 1],
    ]);
  });

  it('never fill the plot with the noise of a container at rest', () => {
    expect(scaleTop(0.2, plot('cpu'))).toBe(10);
    expect(scaleTop(100, plot('cpu'))).toBeCloseTo(110);
    expect(scaleTop(null, plot('memory'))).toBe(1024 * 1024);
  });
});

it('an axis has no more decimals than its steps', () => {
  const ticks = (id: string, step: number, ...values: number[]) => values.map((value) => plot(id).tick(value, step));
  expect(ticks('cpu', 20, 0, 20, 40)).toEqual(['0 %', '20 %', '40 %']);
  expect(ticks('cpu', 2.5, 0, 2.5)).toEqual(['0.0 %', '2.5 %']);
  expect(ticks('cpu', 0.5, 0.5)).toEqual(['0.5 %']);
  expect(ticks('network', 512, 0, 512, 1024, 1536, 20 * 1024)).toEqual([
    '0 B/s',
    '512 B/s',
    '1 KiB/s',
    '1.5 KiB/s',
    '20 KiB/s',
  ]);
});

it('before the first sample the present minute is drawn, and no less than one after it', () => {
  const [cpu] = plots;
  if (cpu === undefined) throw new Error('no plot');
  const palette = () => ({ lines: [], fills: [], text: '', grid: '', font: '' });
  const { scales } = plotOptions({ spec: cpu, width: 1, height: 1, cursorKey: '', palette, onCursor: () => {} });
  const range = (times: readonly number[]) => {
    const drawn = scales?.x?.range;
    if (typeof drawn !== 'function') throw new Error('no range');
    return Reflect.apply(drawn, null, [{ data: [times] }]);
  };
  const before = Date.now() / 1000;
  const [from, to] = range([]);
  expect(to - before).toBeLessThan(5);
  expect(to).toBeGreaterThanOrEqual(before);
  expect(to - from).toBe(60);
  expect(range([1000])).toEqual([940, 1000]);
  expect(range([1000, 1010])).toEqual([950, 1010]);
  expect(range([1000, 1100])).toEqual([1000, 1100]);
});

it('two lines that lie on one another are both seen', () => {
  const [, , network] = plots;
  if (network === undefined) throw new Error('no plot of the network');
  const palette = () => ({ lines: [], fills: [], text: '', grid: '', font: '' });
  const { series } = plotOptions({ spec: network, width: 1, height: 1, cursorKey: '', palette, onCursor: () => {} });
  expect(series.map(({ dash }) => dash?.length)).toEqual([undefined, undefined, 2]);
});
