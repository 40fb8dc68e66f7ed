/** From a key press until the screen has parsed its echo, beside the same bytes over a bare socket. */
import path from 'node:path';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { openBareExec } from './bare-exec.ts';
import { type Bench, type BenchContext, withFolder } from './bench.ts';
import { now } from './clock.ts';
import { type BenchEngine, engineName, runContainers, withEngine } from './containers.ts';
import { atMostOver, type Figure, figure, percentile } from './figures.ts';
import { type Own, owning } from './owning.ts';
import { openTerminal } from './terminal.ts';

/** In turn with the yardstick, so that both meet the same moods of the machine. */
const rounds = 10;
const keysPerRound = 100;
/** Not counted: code that runs for the first time. */
const warmUp = 50;
const key = 'x';
/** The terminal's own echo, by the kernel: what the program makes of it is thrown away. */
const program = ['sh', '-c', 'exec cat > /dev/null'];

export const echo: Bench = {
  name: 'echo',
  run: (context) =>
    withEngine((engine) => withFolder((folder) => owning((own) => measure(own, engine, folder, context)))),
};

async function measure(own: Own, engine: BenchEngine, folder: string, { say }: BenchContext): Promise<Figure[]> {
  const [container = ''] = await runContainers(engine, 'echo', 1);
  const terminal = await own(openTerminal(engine, path.join(folder, 'data'), container));
  const { window, gantry } = terminal;
  await gantry.terminal.run(`clear; ${program.slice(2).join(' ')}`);
  // Whatever the shell has still to write is over when the program's line stands alone.
  await gantry.terminal.expectText(/^\s*$/);
  const bare = await own(openBareExec(engine.socket, container, program));
  for (let count = 0; count < warmUp; count += 1) {
    await pressed(window);
    await bare.echoed(key);
  }
  const [screen, socket]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    for (let count = 0; count < keysPerRound; count += 1) screen.push(await pressed(window));
    for (let count = 0; count < keysPerRound; count += 1) {
      const begin = now();
      socket.push((await bare.echoed(key)) - begin);
    }
  }
  const name = await engineName(engine);
  say(`echo: ${screen.length} keys, ${socket.length} bytes over the bare socket`);
  const of = (share: number, more: number) => ({
    measured: percentile(screen, share),
    yardstick: percentile(socket, share),
    unit: 'ms',
    goal: atMostOver(more, 'ms'),
  });
  return [figure('echo-p50', name, of(0.5, 2)), figure('echo-p99', name, of(0.99, 8))];
}

/** Presses the key. @returns milliseconds from the key's own event until its one byte of echo was parsed */
async function pressed(window: Page): Promise<number> {
  await window.evaluate(() => {
    const screen = document.querySelector<HTMLElement>('[data-terminal]:not([hidden])');
    if (screen === null) throw new Error('No terminal is in front.');
    const parsed = (): number => Number(screen.dataset.parsedBytes ?? 0);
    const before = parsed();
    const echoed = new Promise<number>((resolve, reject) => {
      let pressedAt = Number.NaN;
      addEventListener('keydown', ({ timeStamp }) => (pressedAt = timeStamp), { capture: true, once: true });
      const observer = new MutationObserver(() => {
        const more = parsed() - before;
        observer.disconnect();
        if (more === 1) resolve(performance.now() - pressedAt);
        else reject(new Error(`A key brought ${more} bytes.`));
      });
      observer.observe(screen, { attributes: true, attributeFilter: ['data-parsed-bytes'] });
      setTimeout(() => reject(new Error('A key brought no echo.')), 10_000);
    });
    echoed.catch(() => {});
    // Not awaited here: the key is pressed after this. Until it is asked for, nobody minds a failure.
    Reflect.set(globalThis, 'benchEchoed', echoed);
  });
  await window.keyboard.press(key);
  return z.number().parse(await window.evaluate(() => Reflect.get(globalThis, 'benchEchoed')));
}
