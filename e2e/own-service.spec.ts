import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { commandLine, processWith } from '../scripts/testing/processes.mjs';
import { calls } from '../shared/ipc.ts';
import { expect, test } from './fixtures.ts';
import { launch } from './launch.ts';

test.describe('an engine that the app has started itself', () => {
  for (const ending of ['SIGTERM', 'its own quit'] as const) {
    test(`is ended with it by ${ending}`, async ({ engine, dataFolder }) => {
      const runtimeFolder = await mkdtemp(path.join(os.tmpdir(), 'gantry-e2e-'));
      // Nothing leads to the test's engine but its configuration: no socket serves.
      const { app } = await launch({ ...engine.env, XDG_RUNTIME_DIR: runtimeFolder }, dataFolder);
      try {
        const window = await app.firstWindow();
        const ask = () =>
          window.evaluate(() =>
            Reflect.apply(Reflect.get(Reflect.get(globalThis, 'gantry'), 'call'), null, ['engines.list']),
          );
        const connected = async () => {
          const [summary] = z.object({ value: calls['engines.list'].output }).parse(await ask()).value;
          expect(summary?.origin, "root's own podman.socket must not serve on a machine that tests this").toBe(
            'own-service',
          );
          return summary?.connection.state === 'connected' ? summary.address : null;
        };
        await expect.poll(connected).not.toBeNull();
        const address = await connected();
        const service = await processWith(address ?? '');
        expect(await commandLine(service)).toContain('service');

        const main = app.process();
        const ended = once(main, 'exit');
        if (ending === 'SIGTERM') main.kill('SIGTERM');
        else await app.evaluate(({ app }) => app.quit());
        expect(await ended).toEqual([0, null]);
        expect(await commandLine(service)).toEqual([]);
      } finally {
        await app.close();
        await rm(runtimeFolder, { recursive: true, force: true });
      }
    });
  }
});
