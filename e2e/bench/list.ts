/** How soon a list is there, and how a long one moves; created containers, since a thousand running ones need another machine. */
import path from 'node:path';
import { appFolder, type Bench, type BenchContext, emptyApp, timed, withFolder } from './bench.ts';
import { openEmpty, openList } from './cold-start.ts';
import { type BenchEngine, createContainers, engineName, withEngine } from './containers.ts';
import { atMostTimes, type Figure, figure, median } from './figures.ts';
import { filtered, scrolled } from './moves.ts';
import { type Own, owning } from './owning.ts';
import { emptyReady, listReady } from './ready.ts';
import { startApp } from './started.ts';

/** From so many on it is also scrolled and filtered. */
const isLong = 1000;

export const lists: readonly Bench[] = [20, 1000].map((count) => ({
  name: `list-${count}`,
  run: (context) => withEngine((engine) => withFolder((folder) => measure(engine, folder, count, context))),
}));

async function measure(
  engine: BenchEngine,
  folder: string,
  count: number,
  { runs, say }: BenchContext,
): Promise<Figure[]> {
  const making = await timed(() => createContainers(engine, 'row', count));
  say(`list-${count}: ${count} containers created in ${(making / 1000).toFixed(1)} s`);
  const [gantry, yardstick]: [number[], number[]] = [[], []];
  // The first is not counted: it fills the caches of both.
  for (let run = -1; run < runs; run += 1) {
    const empty = await openEmpty(folder);
    const ps = await timed(() => engine.podman(['ps', '--all', '--format', 'json']));
    const listed = await openList(engine, folder, count);
    say(`list-${count}: ${listed.toFixed(0)} ms; podman ps ${ps.toFixed(0)} ms, empty window ${empty.toFixed(0)} ms`);
    if (run < 0) continue;
    gantry.push(listed);
    yardstick.push(ps + empty);
  }
  const moved: Moved[] = [];
  while (count >= isLong && moved.length < Math.min(runs, 3)) moved.push(await move(engine, folder, count));
  const name = await engineName(engine);
  // A short list is what the cold start is measured with.
  const goal = count >= isLong ? atMostTimes(1.2) : null;
  return [
    figure(`list-${count}`, name, { measured: median(gantry), unit: 'ms', yardstick: median(yardstick), goal }),
    ...movedFigures(`list-${count}`, name, moved),
  ];
}

interface Moved {
  /** Milliseconds from a key in the filter until what it leaves is drawn. */
  readonly filter: number;
  /** Shares of frames that came in time. */
  readonly scroll: number;
  readonly plainScroll: number;
}

function movedFigures(name: string, engine: string, moved: readonly Moved[]): Figure[] {
  if (moved.length === 0) return [];
  const of = (pick: (each: Moved) => number): number => median(moved.map(pick));
  const yardstick = of(({ plainScroll }) => plainScroll);
  return [
    figure(`${name}-filter`, engine, { measured: of(({ filter }) => filter), unit: 'ms' }),
    figure(`${name}-scroll`, engine, { measured: of(({ scroll }) => scroll), unit: 'of frames in time', yardstick }),
  ];
}

function move(engine: BenchEngine, folder: string, count: number): Promise<Moved> {
  return owning((own) => moveBoth(own, engine, folder, count));
}

async function moveBoth(own: Own, engine: BenchEngine, folder: string, count: number): Promise<Moved> {
  const [data, plainData] = [path.join(folder, 'gantry'), path.join(folder, 'empty')];
  const app = await own(startApp({ app: appFolder, env: engine.appEnv, data, ready: listReady(count) }));
  const scroll = await scrolled(app.page, { box: '[role=grid]', row: '[data-container]' });
  const filter = await filtered(app.page, { text: 'row-077', leaves: 10, last: '7' });
  const env = { ...process.env, GANTRY_BENCH_ROWS: String(count) };
  const plain = await own(startApp({ app: emptyApp, env, data: plainData, ready: emptyReady }));
  return { filter, scroll, plainScroll: await scrolled(plain.page, { box: 'main', row: 'p' }) };
}
