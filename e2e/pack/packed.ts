/** The packed app, as `npm run pack` has made it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { debuggingUrl } from '../debugging-url.ts';

export interface Packed {
  readonly window: Page;
  /** Of its main process. */
  readonly pid: number;
  /** What it has said so far on its standard output and error. */
  output(): string;
  /** Resolves with its exit code; null: a signal has ended it. */
  readonly exited: Promise<number | null>;
  /** Ends it at once, if it hasn't ended by itself. */
  end(): Promise<void>;
}

/**
 * Playwright's own way of starting Electron wants switches that a packed app no longer takes; Chromium's still work.
 * @param binary the packed program
 * @param args of its command line
 */
export async function startPacked(
  binary: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Packed> {
  const child = spawn(binary, [...args, '--remote-debugging-port=0'], {
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const exited = once(child, 'exit').then((): number | null => child.exitCode);
  try {
    // Playwright's defaults (downloads, sizes) are for browsers: Electron refuses them.
    const browser = await chromium.connectOverCDP(await debuggingUrl(child), { noDefaults: true });
    const [context] = browser.contexts();
    if (context === undefined) throw new Error('There is nothing to drive.');
    const window = context.pages()[0] ?? (await context.waitForEvent('page'));
    return {
      window,
      pid: child.pid ?? 0,
      output: () => output,
      exited,
      async end() {
        await browser.close();
        await end(child, exited);
      },
    };
  } catch (thrown) {
    await end(child, exited);
    throw new Error(`The packed app could not be driven. It has said: ${output}`, { cause: thrown });
  }
}

async function end(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await exited;
}

/** The processes whose command line has a word in it. */
export async function processesWith(word: string): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  // One that ends meanwhile has no command line any more.
  const lines = await Promise.all(ids.map((id) => readFile(path.join('/proc', id, 'cmdline'), 'utf8').catch(() => '')));
  return lines.map((line) => line.replaceAll('\0', ' ')).filter((line) => line.includes(word));
}
