import type { ElectronApplication } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** What the page shows. Playwright's own view of it has ended with its process. */
function shown(app: ElectronApplication, selector: string): Promise<string> {
  return app.evaluate(
    ({ BrowserWindow }, wanted) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        `[...document.querySelectorAll(${JSON.stringify(wanted)})].map((each) => each.textContent).join('\\n')`,
      ),
    selector,
  );
}

test('a window whose page has crashed is there again, with the list and the terminals, and says so', async ({
  app,
  gantry,
  run,
}) => {
  await run('web', 'sleep', '1000');
  const { terminal } = gantry;
  await gantry.select('web');
  await gantry.command('Open a terminal');
  await terminal.expectPrompt();
  await terminal.run('echo still-$((40 + 2))');
  await terminal.expectText('still-42');

  await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const loaded = new Promise((resolve) => contents?.once('did-finish-load', () => resolve(null)));
    contents?.forcefullyCrashRenderer();
    await loaded;
  });
  await expect.poll(() => shown(app, '[aria-label="After a crash"]')).toContain('was loaded again');
  await expect.poll(() => shown(app, '[role=grid] [data-container]')).toContain('web');
  await expect.poll(() => shown(app, '[data-terminal]:not([hidden]) .xterm-rows')).toContain('still-42');
});

test('a window that is loaded again has the list and the terminals, and says nothing of a crash', async ({
  gantry,
  run,
  window,
}) => {
  await run('web', 'sleep', '1000');
  const { terminal } = gantry;
  await gantry.select('web');
  await gantry.command('Open a terminal');
  await terminal.expectPrompt();
  await terminal.run('echo still-$((40 + 2))');
  await terminal.expectText('still-42');
  await Promise.all([window.waitForEvent('load'), window.evaluate(() => location.reload())]);
  await gantry.expectState('web', 'running');
  await terminal.expectText('still-42');
  await expect(window.getByLabel('After a crash')).toHaveCount(0);
  await terminal.focus();
  await terminal.run('echo goes-$((40 + 3))');
  await terminal.expectText('goes-43');
});
