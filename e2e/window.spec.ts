import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ElectronApplication } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { appCommand, launch } from './launch.ts';

const bounds = { x: 130, y: 90, width: 900, height: 620 };

const boundsOf = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());

test('the window opens where it was, and as large; a broken file is no obstacle', async ({
  app,
  dataFolder,
  engine,
  window,
}) => {
  await window.waitForLoadState();
  const first = await boundsOf(app);
  await app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), bounds);
  await expect.poll(() => boundsOf(app)).toEqual(bounds);
  await app.close();

  const boundsOnceOpen = async () => {
    const again = await launch(engine.appEnv, dataFolder);
    await again.app.firstWindow();
    const opened = await boundsOf(again.app);
    await again.app.close();
    return opened;
  };
  expect(await boundsOnceOpen()).toEqual(bounds);

  await writeFile(path.join(dataFolder, 'window.json'), '{"bounds":');
  expect(await boundsOnceOpen()).toEqual(first);
});

test('a second start says that it is open already, and shows its window', async ({
  app,
  dataFolder,
  engine,
  window,
}) => {
  await window.waitForLoadState();
  const isVisible = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  expect(await isVisible()).toBe(false);

  const { executablePath, args } = appCommand(dataFolder);
  const { stdout } = await promisify(execFile)(executablePath, args, { env: engine.appEnv, timeout: 20_000 });
  expect(stdout).toContain('Gantry is open already');
  await expect.poll(isVisible).toBe(true);
});
