/** A list of 200 containers of the same engine, in ours and in cockpit-podman's page in Chromium. */
import path from 'node:path';
import { z } from 'zod';
import { appFolder, type Bench, type BenchContext, withFolder } from './bench.ts';
import type { Page } from './cdp-page.ts';
import { now } from './clock.ts';
import { mustHaveCockpit, startCockpit } from './cockpit.ts';
import { mustTakeAClick } from './cold-start.ts';
import { type BenchEngine, createContainers, engineName, runContainers, withEngine } from './containers.ts';
import { machineSwitches } from './electron.ts';
import { type Figure, figure, type Goal, median } from './figures.ts';
import { type Own, owning } from './owning.ts';
import { cockpitReady, listReady } from './ready.ts';
import { readyAt, startApp, startProgram } from './started.ts';

const count = { running: 20, created: 180 };
const all = count.running + count.created;

export const rivals: Bench = {
  name: 'list-200',
  check: mustHaveCockpit,
  run: (context) => withEngine((engine) => withFolder((folder) => measure(engine, folder, context))),
};

/** Milliseconds. */
interface Times {
  /** From the start of the program until all containers are listed. */
  readonly start: number;
  /** The same in the program that runs, from the call for the page. */
  readonly page: number;
}

async function measure(engine: BenchEngine, folder: string, { runs, say }: BenchContext): Promise<Figure[]> {
  const names = [
    ...(await runContainers(engine, 'running', count.running)),
    ...(await createContainers(engine, 'row', count.created)),
  ];
  const [ours, theirs]: [Times[], Times[]] = [[], []];
  for (let run = -1; run < runs; run += 1) {
    const [gantry, cockpit] = [
      await owning((own) => openGantry(own, engine, folder)),
      await owning((own) => openCockpit(own, engine, folder, names)),
    ];
    say(
      `list-200: from the start ${inWords(gantry.start, cockpit.start)}; the page ${inWords(gantry.page, cockpit.page)}`,
    );
    if (run < 0) continue;
    ours.push(gantry);
    theirs.push(cockpit);
  }
  const name = await engineName(engine);
  const goal: Goal = { words: '≤ ⅓ ×', reached: (_measured, _yardstick, ratio) => ratio !== null && ratio <= 1 / 3 };
  const of = (pick: (times: Times) => number) => ({
    measured: median(ours.map(pick)),
    yardstick: median(theirs.map(pick)),
    unit: 'ms',
    goal,
  });
  return [
    figure(
      'list-200-start-cockpit',
      name,
      of(({ start }) => start),
    ),
    figure(
      'list-200-page-cockpit',
      name,
      of(({ page }) => page),
    ),
  ];
}

function inWords(gantry: number, cockpit: number): string {
  return `${gantry.toFixed(0)} ms, cockpit-podman ${cockpit.toFixed(0)} ms`;
}

async function openGantry(own: Own, engine: BenchEngine, folder: string): Promise<Times> {
  const data = path.join(folder, 'gantry');
  const ready = listReady(all);
  const app = await own(startApp({ app: appFolder, env: engine.appEnv, data, ready }));
  await mustTakeAClick(app.page);
  const begin = now();
  const page = readyAt(await app.page.nextTold(ready, () => app.page.send('Page.reload'))) - begin;
  return { start: app.milliseconds, page };
}

/** A tab of its own for the second time: the session ends with its last page. */
async function openCockpit(own: Own, engine: BenchEngine, folder: string, names: readonly string[]): Promise<Times> {
  const cockpit = await own(startCockpit(engine.socket, path.join(folder, 'cockpit')));
  const ready = cockpitReady(all);
  const chromium = await own(
    startProgram({
      command: chromiumCommand(folder, cockpit.podmanPage),
      env: process.env,
      ready,
    }),
  );
  await mustList(chromium.page, names);
  const quiet = await chromium.browser.newPage();
  await quiet.nextTold('addEventListener("load", () => tell(""))', () =>
    quiet.send('Page.navigate', { url: cockpit.quietPage }),
  );
  await chromium.page.close();
  const tab = await chromium.browser.newPage();
  const begin = now();
  const page = readyAt(await tab.nextTold(ready, () => tab.send('Page.navigate', { url: cockpit.podmanPage }))) - begin;
  await mustList(tab, names);
  return { start: chromium.milliseconds, page };
}

/** As large as our window, with what it keeps where it finds it again. */
function chromiumCommand(folder: string, url: string): [string, ...string[]] {
  const { GANTRY_CHROMIUM: program = '' } = process.env;
  const own = ['--no-first-run', '--no-default-browser-check', '--window-size=1280,800'];
  return [program, ...machineSwitches(), ...own, `--user-data-dir=${path.join(folder, 'chromium')}`, url];
}

/** It is the list of our engine, and the whole of it. */
async function mustList(page: Page, names: readonly string[]): Promise<void> {
  const text = z.string().parse(await page.evaluate('document.body.textContent'));
  const missing = names.filter((name) => !text.includes(name));
  if (missing.length > 0) throw new Error(`cockpit-podman does not list ${missing.join(', ')}.`);
}
