import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expect, test } from './fixtures.ts';
import type { Gantry } from './gantry.ts';

const tabs = ['Overview', 'Log', 'Processes', 'Stats', 'SELinux', 'Inspect'] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing on any screen shuts anybody out, ${colorScheme}`, async ({ blocked, engine, gantry, run, window }) => {
    test.setTimeout(180_000);
    await window.emulateMedia({ colorScheme });
    await expect(window.getByText('No containers yet')).toBeVisible();
    await expectAccessible(window, 'no containers');
    await run('web', '/bin/sh', '-c', 'for i in 1 2 3; do echo "\\033[32mline $i\\033[0m"; done; exec sleep 1000');
    await run('job', 'false');
    await gantry.expectState('web', 'running');
    await gantry.expectState('job', 'exited');
    await gantry.select('web');
    for (const tab of tabs) await test.step(tab, () => tabIsAccessible(gantry, window, tab));
    await test.step('a row that failed', async () => {
      await gantry.select('job');
      await window.keyboard.press('F2');
      await gantry.dialog.getByRole('textbox').fill('free');
      await expectAccessible(window, 'the rename dialog');
      await gantry.answer('Cancel');
      await blocked('blocked');
      await gantry.select('blocked');
      await gantry.command('Start');
      await expect(gantry.row('blocked').getByRole('alert')).toBeVisible();
      await expectAccessible(window, 'a failure at its row');
    });
    await test.step('dialogs', () => dialogsAreAccessible(gantry, window));
    await test.step('a terminal', async () => {
      await gantry.select('web');
      await gantry.command('Open a terminal');
      await gantry.terminal.expectPrompt();
      await expectAccessible(window, 'a terminal');
    });
    await test.step('checkpoints', async () => {
      await gantry.show('Checkpoints');
      await expect(window.getByText('No checkpoints yet')).toBeVisible();
      await expectAccessible(window, 'no checkpoints');
    });
    await test.step('images', async () => {
      await gantry.show('Images');
      await window
        .getByRole('grid', { name: 'Images' })
        .getByRole('row', { name: /^gantry-sample/ })
        .click();
      await expect(window.getByRole('complementary', { name: /^Image / })).toContainText('1 layer');
      await expectAccessible(window, 'an image');
    });
    await test.step('the engine', async () => {
      await gantry.show('Engine');
      await expect(window.getByRole('heading', { name: 'This machine' })).toBeVisible();
      await expect(window.getByText('Examining')).toBeHidden();
      await expectAccessible(window, 'the engine');
    });
    await test.step('an engine that is lost', async () => {
      await gantry.show('Containers');
      await engine.stopService('SIGKILL');
      try {
        await expect(gantry.banner).toBeVisible();
        await expectAccessible(window, 'a lost engine');
      } finally {
        await engine.startService();
      }
    });
  });
}

async function tabIsAccessible(gantry: Gantry, window: Page, tab: (typeof tabs)[number]): Promise<void> {
  const panel = await gantry.showTab(tab);
  const proof = {
    Log: 'line 3',
    Processes: 'sleep',
    Stats: 'CPU',
    SELinux: 'SELinux',
    Inspect: 'OciVersion',
    Overview: 'Life',
  };
  await expect(panel).toContainText(proof[tab]);
  await expectAccessible(window, tab);
}

async function dialogsAreAccessible(gantry: Gantry, window: Page): Promise<void> {
  await window.keyboard.press('Control+n');
  await expect(gantry.dialog).toContainText('Create a container');
  await expectAccessible(window, 'the create dialog');
  await gantry.answer('Cancel');
  await gantry.select('web');
  await gantry.command('Freeze');
  await expect(gantry.dialog).toContainText('Freeze web');
  await expectAccessible(window, 'the checkpoint dialog');
  await gantry.answer('Cancel');
  await gantry.command('Remove');
  await expect(gantry.dialog).toContainText('Remove web?');
  await expectAccessible(window, 'the question before a removal');
  await gantry.answer('Cancel');
  await gantry.list.focus();
  await window.keyboard.press('?');
  await expect(gantry.dialog).toContainText('Keys');
  await expectAccessible(window, 'the list of keys');
  await gantry.answer('Close');
}
