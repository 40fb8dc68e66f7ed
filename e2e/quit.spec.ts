import { once } from 'node:events';
import type { ElectronApplication } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import type { Gantry } from './gantry.ts';
import { end } from './launch.ts';

/** As Ctrl+Q does it. Not awaited by the app: it may end at once. */
const quit = (app: ElectronApplication) => app.evaluate(({ app }) => void setImmediate(() => app.quit()));

/** How it ends, when Playwright knows of it, too. */
async function exitOf(app: ElectronApplication): Promise<unknown> {
  const [exit] = await Promise.all([once(app.process(), 'exit'), app.waitForEvent('close')]);
  return exit;
}

/** Something at work in the terminal. */
async function work({ terminal }: Gantry): Promise<void> {
  await terminal.focus();
  await terminal.run('echo at-$((40 + 2)); sleep 4242');
  await terminal.expectText('at-42');
}

test.beforeEach(async ({ gantry, run }) => {
  await run('web', 'sleep', '1000');
  await gantry.select('web');
  await gantry.command('Open a terminal');
  await gantry.terminal.expectPrompt();
});

test('a shell that waits at its prompt is no reason to ask', async ({ app }) => {
  const exited = exitOf(app);
  await quit(app);
  expect(await exited).toEqual([0, null]);
});

test('what is at work is named first, and the window stays until the answer is yes', async ({
  app,
  engine,
  gantry,
}) => {
  const { dialog } = gantry;
  const processes = async (): Promise<string> => (await engine.podman(['top', 'web', 'args'])).stdout;
  await work(gantry);
  expect(await processes()).toContain('sleep 4242');

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect(dialog).toContainText('Quit Gantry?');
  await expect(dialog).toContainText('sleep 4242 in web');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await gantry.answer('Cancel');
  await expect(dialog).toBeHidden();
  expect(await processes()).toContain('sleep 4242');

  await quit(app);
  await expect(dialog).toContainText('Quit Gantry?');
  const exited = exitOf(app);
  // Its page is gone before the click has been told.
  await gantry.answer('Quit').catch(() => {});
  expect(await exited).toEqual([0, null]);
  await expect.poll(processes).not.toContain('sleep 4242');
});

test('a signal ends it without a question, also while one is asked', async ({ app, gantry }) => {
  await work(gantry);
  await quit(app);
  await expect(gantry.dialog).toContainText('Quit Gantry?');
  const exited = exitOf(app);
  await end(app);
  expect(await exited).toEqual([0, null]);
});

for (const answer of ['Cancel', 'Quit'] as const) {
  test(`the desktop asks where the page hangs: ${answer}`, async ({ app, gantry, window }) => {
    await work(gantry);
    const asked = app.evaluate(
      ({ dialog }, chosen) =>
        new Promise<unknown>((resolve) => {
          // The dialog itself can't be reached by a test; what it is given can.
          Object.assign(dialog, {
            showMessageBox: async (_window: unknown, options: { detail: string; buttons: string[] }) => {
              resolve(options);
              return { response: options.buttons.indexOf(chosen), checkboxChecked: false };
            },
          });
        }),
      answer,
    );
    const exited = exitOf(app);
    await window.evaluate('setTimeout(() => { for (const until = Date.now() + 8000; Date.now() < until; ); })');
    await quit(app);
    expect(await asked).toMatchObject({
      detail: expect.stringContaining('web: '),
      defaultId: 0,
      buttons: ['Cancel', 'Quit'],
    });
    if (answer === 'Quit') expect(await exited).toEqual([0, null]);
    else {
      expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
      // Back again, it doesn't ask once more.
      await gantry.select('web');
      await expect(gantry.dialog).toBeHidden();
    }
  });
}
