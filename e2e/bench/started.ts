/** Starts a program with a page by itself, and takes the time until its page says that it is ready. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import { bundleEnvironment } from '../bundle-place.ts';
import { debuggingUrl } from '../debugging-url.ts';
import { Browser } from './cdp.ts';
import type { Page } from './cdp-page.ts';
import { mustShareClock, now, pageNow } from './clock.ts';
import { electronCommand } from './electron.ts';

export interface Started extends AsyncDisposable {
  readonly browser: Browser;
  readonly page: Page;
  /** From the start of the process until the page was ready. */
  readonly milliseconds: number;
}

export type Environment = Readonly<Record<string, string | undefined>>;

interface AppOptions {
  /** The app's folder. */
  readonly app: string;
  readonly env: Environment;
  /** The app's own folder for what it keeps. */
  readonly data: string;
  /** A script in the page that calls `tell` with the time since 1970 in milliseconds at which it was ready. */
  readonly ready: string;
}

interface ProgramOptions {
  readonly command: readonly [string, ...string[]];
  readonly env: Environment;
  readonly ready: string;
}

/** Milliseconds. */
const patience = 60_000;

/** An Electron app. */
export function startApp({ app, env, data, ready }: AppOptions): Promise<Started> {
  const { executablePath, args } = electronCommand(app, data);
  return startProgram({ command: [executablePath, ...args], env: { ...env, ...bundleEnvironment(data) }, ready });
}

/** A program with Chromium inside. Throws when its page isn't ready in a minute. */
export async function startProgram({ command: [program, ...args], env, ready }: ProgramOptions): Promise<Started> {
  const begin = now();
  const child = spawn(program, [...args, '--remote-debugging-port=0'], {
    env: { ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), patience);
  try {
    const browser = await Browser.connect(await Promise.race([debuggingUrl(child), ended(child)]));
    const page = await browser.firstPage();
    const milliseconds = readyAt(await Promise.race([page.told(ready), ended(child)])) - begin;
    await mustShareClock(async () => z.number().parse(await page.evaluate(pageNow)));
    return {
      browser,
      page,
      milliseconds,
      async [Symbol.asyncDispose]() {
        browser[Symbol.dispose]();
        await end(child);
      },
    };
  } catch (thrown) {
    await end(child);
    throw thrown;
  } finally {
    clearTimeout(timer);
  }
}

/** The time that a page has told. */
export function readyAt(told: string): number {
  return z.coerce.number().positive().parse(told);
}

/** Rejects when the process ends, or can't be started. */
async function ended(child: ChildProcess): Promise<never> {
  if (isRunning(child)) await once(child, 'exit');
  throw new Error('The program ended, or was ended after a minute, before it was ready.');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || !isRunning(child)) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(timer);
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}
