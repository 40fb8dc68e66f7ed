/** A terminal in the app that counts what its screen has parsed. */
import type { ElectronApplication, Page } from '@playwright/test';
import { z } from 'zod';
import { Gantry } from '../gantry.ts';
import { end, launch } from '../launch.ts';
import type { BenchEngine } from './containers.ts';

export interface BenchTerminal extends AsyncDisposable {
  readonly window: Page;
  readonly gantry: Gantry;
}

/** Opens the app, and a terminal in a container. */
export async function openTerminal(engine: BenchEngine, folder: string, container: string): Promise<BenchTerminal> {
  const { app } = await launch(engine.appEnv, folder);
  try {
    const window = await countingWindow(app);
    const gantry = new Gantry(window);
    await gantry.select(container);
    await gantry.command('Open a terminal');
    await gantry.terminal.expectPrompt();
    await gantry.terminal.focus();
    return { window, gantry, [Symbol.asyncDispose]: () => end(app) };
  } catch (thrown) {
    await end(app);
    throw thrown;
  }
}

/** The page marks what its terminals have parsed only when its address asks for it. */
async function countingWindow(app: ElectronApplication): Promise<Page> {
  const window = await app.firstWindow();
  await app.evaluate(async ({ BrowserWindow }) => {
    const [browserWindow] = BrowserWindow.getAllWindows();
    const url = new URL(browserWindow?.webContents.getURL() ?? '');
    url.search = '?bench';
    await browserWindow?.loadURL(url.href);
  });
  return window;
}

/** How many bytes of output the screen in front has parsed so far. */
export async function parsedBytes(window: Page): Promise<number> {
  const text = await window.locator('[data-terminal]:not([hidden])').getAttribute('data-parsed-bytes');
  return Number(text ?? 0);
}

/** Milliseconds after which what hasn't been parsed won't be. */
const patience = 180_000;

/** Resolves, with the time since 1970 in milliseconds, when the screen has parsed so many bytes in all. */
export async function whenParsed(window: Page, bytes: number): Promise<number> {
  const parsedAt = await window.evaluate(
    ([wanted, late]) =>
      new Promise<number>((resolve, reject) => {
        const screen = document.querySelector<HTMLElement>('[data-terminal]:not([hidden])');
        if (screen === null) throw new Error('No terminal is in front.');
        const parsed = (): number => Number(screen.dataset.parsedBytes ?? 0);
        const timer = setTimeout(() => reject(new Error(`${parsed()} of ${wanted} bytes were parsed.`)), late);
        const look = (): void => {
          if (parsed() < wanted) return;
          observer.disconnect();
          clearTimeout(timer);
          resolve(performance.timeOrigin + performance.now());
        };
        const observer = new MutationObserver(look);
        observer.observe(screen, { attributes: true, attributeFilter: ['data-parsed-bytes'] });
        look();
      }),
    [bytes, patience] as const,
  );
  return z.number().parse(parsedAt);
}
