/**
 * From `podman start` on a command line until the row has changed, beside a bare listener on the engine's socket.
 *
 * Podman tells events late where there is no journal: it looks into their file four times a second, for each listener in
 * its own rhythm. So the app's part is measured by itself, too: from the moment at which its own event comes over its
 * own connection.
 */
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { Gantry } from '../gantry.ts';
import { end, launch } from '../launch.ts';
import { type Bench, type BenchContext, withFolder } from './bench.ts';
import { mustShareClock, now } from './clock.ts';
import { type BenchEngine, engineName, runContainers, withEngine } from './containers.ts';
import { type EventListener, listen } from './event-listener.ts';
import { atMost, atMostOver, type Figure, figure, percentile } from './figures.ts';
import { type Own, owning } from './owning.ts';
import { rowChanged, watchRow } from './row-watch.ts';
import { type WatchedSocket, watchSocket } from './watched-socket.ts';

const trials = 60;
/** Not counted: code that runs for the first time. */
const warmUp = 3;
/** Milliseconds from one of Podman's looks into its file to the next. */
const rhythm = 250;
const others = 20;
const probe = 'probe';

export const event: Bench = {
  name: 'event',
  run: (context) =>
    withEngine((engine) => withFolder((folder) => owning((own) => measure(own, engine, folder, context)))),
};

/** Milliseconds. */
interface Trial {
  /** From the end of `podman start`; less than 0 before it. */
  readonly row: number;
  readonly listener: number;
  /** From the event's last byte on the app's connection to the row. */
  readonly fromEvent: number;
}

async function measure(own: Own, engine: BenchEngine, folder: string, { say }: BenchContext): Promise<Figure[]> {
  await runContainers(engine, 'event', others);
  const options = ['--network', 'none', '--name', probe];
  const { stdout } = await engine.podman(['create', ...options, engine.image, 'sleep', '100000']);
  const id = stdout.trim();
  const tried: Trial[] = [];
  const watched = await own(watchSocket(engine.socket, path.join(folder, 'watched.sock')));
  const env = { ...engine.appEnv, CONTAINER_HOST: `unix://${watched.path}` };
  const { app } = await launch(env, path.join(folder, 'data'));
  try {
    const window = await app.firstWindow();
    await new Gantry(window).row(probe).waitFor();
    await mustShareClock(() => window.evaluate(() => performance.timeOrigin + performance.now()));
    const listener = await own(listen(engine.socket));
    for (let trial = -warmUp; trial < trials; trial += 1) {
      const times = await start({ engine, window, id, listener, watched });
      if (trial >= 0) tried.push(times);
    }
  } finally {
    await end(app);
  }
  const p95 = (pick: (trial: Trial) => number): number => percentile(tried.map(pick), 0.95);
  say(`event: ${tried.length} starts; less than 0 ms is before \`podman start\` has ended`);
  const name = await engineName(engine);
  const row = { measured: p95((trial) => trial.row), yardstick: p95(({ listener }) => listener), unit: 'ms' };
  const fromEvent = { measured: p95((trial) => trial.fromEvent), unit: 'ms', goal: atMost(50, 'ms') };
  return [
    figure('event-p95', name, fromEvent),
    figure('event-from-start-p95', name, { ...row, goal: atMostOver(50, 'ms') }),
  ];
}

interface Watch {
  readonly engine: BenchEngine;
  readonly window: Page;
  /** Of the container that is started. */
  readonly id: string;
  readonly listener: EventListener;
  readonly watched: WatchedSocket;
}

async function start({ engine, window, id, listener, watched }: Watch): Promise<Trial> {
  // The trial before ended when the row changed, and so in step with the app's own listener: begun then, this one would be
  // as late as that one, and the yardstick as late as its connection happened to be. So each begins somewhere in the rhythm.
  await pause(Math.random() * rhythm);
  const brought = watched.next([id, '"Action":"start"']);
  const heard = listener.next(id, 'start');
  await watchRow(window, id, 'running');
  await engine.podman(['start', probe]);
  const over = now();
  const [row, told, came] = await Promise.all([rowChanged(window), heard, brought]);
  await watchRow(window, id, 'exited');
  await engine.podman(['kill', probe]);
  await rowChanged(window);
  return { row: row - over, listener: told - over, fromEvent: row - came };
}
