/** From the start of the app until its list can be clicked, beside an empty window of the same Electron. */
import path from 'node:path';
import { z } from 'zod';
import { appFolder, type Bench, type BenchContext, emptyApp, withFolder } from './bench.ts';
import type { Page } from './cdp-page.ts';
import { type BenchEngine, engineName, runContainers, withEngine } from './containers.ts';
import { atMostTimes, type Figure, figure, median } from './figures.ts';
import { owning } from './owning.ts';
import { emptyReady, listReady } from './ready.ts';
import { startApp } from './started.ts';

const containerCount = 20;

export const coldStart: Bench = {
  name: 'cold-start',
  run: (context) => withEngine((engine) => withFolder((folder) => measure(engine, folder, context))),
};

async function measure(engine: BenchEngine, folder: string, { runs, say }: BenchContext): Promise<Figure[]> {
  await runContainers(engine, 'cold', containerCount);
  const [gantry, empty]: [number[], number[]] = [[], []];
  // The first is not counted: it fills the caches of both.
  for (let run = -1; run < runs; run += 1) {
    const times = { empty: await openEmpty(folder), gantry: await openList(engine, folder, containerCount) };
    say(`cold-start: list ${times.gantry.toFixed(0)} ms, empty window ${times.empty.toFixed(0)} ms`);
    if (run < 0) continue;
    gantry.push(times.gantry);
    empty.push(times.empty);
  }
  const options = { measured: median(gantry), unit: 'ms', yardstick: median(empty), goal: atMostTimes(1.3) };
  return [figure('cold-start', await engineName(engine), options)];
}

/** Milliseconds until an empty window is drawn. */
export function openEmpty(folder: string): Promise<number> {
  const data = path.join(folder, 'empty');
  return owning(async (own) => {
    const app = await own(startApp({ app: emptyApp, env: process.env, data, ready: emptyReady }));
    return app.milliseconds;
  });
}

/** Milliseconds until all containers are listed and can be clicked. */
export function openList(engine: BenchEngine, folder: string, count: number): Promise<number> {
  const data = path.join(folder, 'gantry');
  return owning(async (own) => {
    const app = await own(startApp({ app: appFolder, env: engine.appEnv, data, ready: listReady(count) }));
    await mustTakeAClick(app.page);
    return app.milliseconds;
  });
}

const place = z.tuple([z.number(), z.number()]);

/** It is no list that only looks like one. */
export async function mustTakeAClick(page: Page): Promise<void> {
  const row = "document.querySelector('[role=grid][aria-label=Containers] [data-container]')";
  const middle = `(({ left, top, height }) => [left + 60, top + height / 2])(${row}.getBoundingClientRect())`;
  const [x, y] = place.parse(await page.evaluate(middle));
  await page.click(x, y);
  const selected = `new Promise((resolve) => {
    const look = () => (${row}.getAttribute('aria-selected') === 'true' ? resolve(true) : requestAnimationFrame(look));
    look();
  })`;
  await page.evaluate(selected);
}
