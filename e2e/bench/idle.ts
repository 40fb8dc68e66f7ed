/** What the app uses when nobody does anything, in sight and hidden, beside an empty window at the same time. */
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ElectronApplication } from '@playwright/test';
import { Gantry } from '../gantry.ts';
import { launch } from '../launch.ts';
import { type Bench, type BenchContext, emptyApp, withFolder } from './bench.ts';
import { type BenchEngine, engineName, runContainers, withEngine } from './containers.ts';
import { launchYardstick } from './electron.ts';
import { atMostOver, type Figure, figure } from './figures.ts';
import { cpuSeconds } from './processes.ts';

const containerCount = 20;
/** Until what comes after the start is over. */
const settleMilliseconds = 15_000;
const minute = 60_000;

export const idle: Bench = {
  name: 'idle',
  run: (context) => withEngine((engine) => withFolder((folder) => measure(engine, folder, context))),
};

async function measure(engine: BenchEngine, folder: string, { say }: BenchContext): Promise<Figure[]> {
  const [container = ''] = await runContainers(engine, 'idle', containerCount);
  const { app: gantry } = await launch(engine.appEnv, path.join(folder, 'gantry'));
  const empty = await launchYardstick(emptyApp, path.join(folder, 'empty'));
  try {
    const window = new Gantry(await gantry.firstWindow());
    await mustListAll(window);
    await empty.firstWindow();
    const name = await engineName(engine);
    // One per cent of a core, over a minute.
    const goal = atMostOver(0.6, 's');
    const figures: Figure[] = [];
    for (const sight of ['visible', 'hidden'] as const) {
      if (sight === 'hidden') await Promise.all([gantry, empty].map((app) => setSight(app, 'hide')));
      await wait(settleMilliseconds);
      const used = await aMinute(engine, gantry, empty);
      const service = `the engine's service ${used.service.toFixed(2)} s`;
      say(`idle-${sight}: ${used.gantry.toFixed(2)} s, ${service}, empty window ${used.empty.toFixed(2)} s`);
      const options = { measured: used.gantry + used.service, unit: 's', yardstick: used.empty, goal };
      figures.push(figure(`idle-${sight}`, name, options));
    }
    await setSight(gantry, 'show');
    // It was idle, not dead: what happens now is seen.
    await engine.podman(['rename', container, 'still-there']);
    await window.row('still-there').waitFor();
    return figures;
  } finally {
    await Promise.all([gantry.close(), empty.close()]);
  }
}

async function mustListAll({ list }: Gantry): Promise<void> {
  const last = list.locator('[data-container]').nth(containerCount - 1);
  await last.waitFor();
}

function setSight(app: ElectronApplication, sight: 'show' | 'hide'): Promise<void> {
  return app.evaluate(({ BrowserWindow }, wanted) => {
    for (const window of BrowserWindow.getAllWindows()) window[wanted]();
  }, sight);
}

/** CPU seconds of both apps in the same minute, and what the engine's service uses because of ours. */
async function aMinute(engine: BenchEngine, gantry: ElectronApplication, empty: ElectronApplication) {
  const read = async () => ({
    gantry: await cpuSeconds(gantry.process().pid),
    empty: await cpuSeconds(empty.process().pid),
    service: await cpuSeconds(engine.servicePid()),
  });
  const before = await read();
  await wait(minute);
  const after = await read();
  return {
    gantry: after.gantry - before.gantry,
    empty: after.empty - before.empty,
    service: after.service - before.service,
  };
}
