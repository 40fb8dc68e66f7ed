/** What every end-to-end test has: an engine of its own, the app, and a watch over what goes wrong in the page. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import { networkName } from '../scripts/test-engine/config.mjs';
import { startTestEngine } from '../scripts/test-engine.mjs';
import { clearBundleEngine } from './bundle-place.ts';
import { Gantry } from './gantry.ts';
import { end, isAlive, launch } from './launch.ts';

export type TestEngine = Awaited<ReturnType<typeof startTestEngine>>;

interface TestFixtures {
  /** The app's own folder, empty at the start. */
  dataFolder: string;
  /** The app's environment: it leads to the test's engine. */
  appEnv: Readonly<Record<string, string>>;
  /** Starts a container. @returns its id */
  run: (name: string, ...command: string[]) => Promise<string>;
  /** Creates a container that can't be started: another one has its port. */
  blocked: (name: string) => Promise<void>;
  /** What the page may say on its console: errors that a test brings about on purpose. */
  expectedErrors: RegExp[];
  app: ElectronApplication;
  window: Page;
  gantry: Gantry;
}

export const test = base.extend<TestFixtures, { engine: TestEngine }>({
  engine: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const engine = await startTestEngine();
      await use(engine);
      await engine.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  dataFolder: async ({}, use) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'gantry-e2e-'));
    await use(folder);
    await clearBundleEngine(folder);
    await rm(folder, { recursive: true, force: true });
  },

  appEnv: async ({ engine }, use) => use(engine.appEnv),

  run: async ({ engine }, use) => {
    await use(async (name, ...command) => {
      const options = ['--name', name, '--tty', '--interactive'];
      const { stdout } = await engine.podman(['run', '-d', ...options, engine.image, ...command]);
      return stdout.trim();
    });
    await engine.podman(['rm', '--all', '--force', '--time', '0']);
  },

  blocked: async ({ engine, run: _ }, use) => {
    await use(async (name) => {
      const options = ['--publish', '127.0.0.1::80', '--network', networkName];
      await engine.podman(['run', '-d', ...options, '--name', `before-${name}`, engine.image, 'sleep', '1000']);
      const { stdout } = await engine.podman(['port', `before-${name}`, '80/tcp']);
      const port = stdout.trim();
      await engine.podman([
        'create',
        '--publish',
        `${port}:80`,
        '--network',
        networkName,
        '--name',
        name,
        engine.image,
        'sleep',
        '1000',
      ]);
    });
  },

  expectedErrors: async ({ engine: _ }, use) => use([]),

  // `run` first: its containers go when the app is gone.
  app: async ({ appEnv, dataFolder, run: _ }, use, info) => {
    const { app, output } = await launch(appEnv, dataFolder);
    await app.context().tracing.start({ screenshots: true, snapshots: true });
    await use(app);
    const failed = info.status !== info.expectedStatus;
    // A test may have ended it itself, and the trace with it.
    if (isAlive(app)) await app.context().tracing.stop(failed ? { path: info.outputPath('trace.zip') } : {});
    await end(app);
    if (failed) await writeFile(info.outputPath('main-process.log'), output());
  },

  window: async ({ app, expectedErrors }, use, info) => {
    const window = await app.firstWindow();
    const errors: string[] = [];
    window.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    window.on('pageerror', (error) => errors.push(String(error)));
    await use(window);
    if (info.status !== info.expectedStatus && !window.isClosed()) {
      // There is none of a page whose process was ended.
      await window.screenshot({ path: info.outputPath('window.png') }).catch(() => {});
    }
    const unexpected = errors.filter((error) => !expectedErrors.some((expected) => expected.test(error)));
    expect(unexpected, 'errors on the page’s console, among them violations of its policy').toEqual([]);
  },

  gantry: async ({ window }, use) => use(new Gantry(window)),
});

/** A test that freezes: CRIU has to work, and it takes longer than others. */
export const freezingTest = test.extend<{ canFreeze: undefined }>({
  canFreeze: [
    async ({ engine }, use, info) => {
      info.setTimeout(120_000);
      expect(engine.checkpoints, 'CRIU works here').toBe(true);
      await use(undefined);
    },
    { auto: true },
  ],
});

export { expect };
