import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expect, test } from './fixtures.ts';

/** The desktop's dialog is not part of the window: it answers with this file or folder from now on. */
async function chooseFrom(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] });
  }, file);
}

test('an image: imported, made a container of, refused while in use, named by another program, and removed', async ({
  app,
  engine,
  gantry,
  window,
  run: _,
  dataFolder,
}) => {
  test.setTimeout(120_000);
  const { dialog } = gantry;
  const { keyboard } = window;
  const file = path.join(dataFolder, 'root.tar');
  await engine.podman(['create', '--name', 'whole', engine.image, 'true']);
  await engine.podman(['export', '--output', file, 'whole']);
  await engine.podman(['rm', 'whole']);
  const table = window.getByRole('grid', { name: 'Images' });
  const row = table.getByRole('row', { name: /^brought:1/ });
  const add = async (entry: string): Promise<void> => {
    await window.getByRole('main').getByRole('button', { name: 'Add…' }).click();
    await window.getByRole('menuitem', { name: entry }).click();
  };

  await test.step('import it from a file', async () => {
    await keyboard.press('Control+3');
    await expect(table.getByRole('row', { name: /^gantry-sample/ })).toBeVisible();
    await chooseFrom(app, path.join(dataFolder, 'gone.tar'));
    await add('Import a file…');
    await expect(window.getByRole('alert')).toContainText('is not there');
    await chooseFrom(app, file);
    await add('Import a file…');
    await expect(dialog.getByLabel('Name')).toBeFocused();
    await keyboard.type('brought:1');
    await keyboard.press('Enter');
    await expect(row).toHaveAttribute('aria-selected', 'true');
    await expect(window.getByRole('complementary', { name: 'Image localhost/brought:1' })).toContainText(/1 layer/);
    await expectAccessible(window, 'the Images screen');
  });

  await test.step('make a container of it, by keys', async () => {
    await row.click();
    await keyboard.press('Enter');
    await expect(dialog.getByRole('combobox', { name: 'Image' })).toHaveValue('localhost/brought:1');
    await dialog.getByLabel('Name', { exact: true }).fill('user');
    await dialog.getByLabel('Command', { exact: true }).fill('sleep 1000');
    await keyboard.press('Enter');
    await gantry.expectState('user', 'running');
  });

  await test.step('another program gives it a name: the list follows', async () => {
    await keyboard.press('Control+3');
    await expect(row).toContainText('user');
    await engine.podman(['tag', 'localhost/brought:1', 'localhost/other:9']);
    await expect(row).toContainText('+1');
  });

  await test.step('remove it: refused while it is in use, then with its container', async () => {
    await row.click();
    await keyboard.press('Delete');
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await gantry.answer('Remove');
    await expect(dialog.getByRole('alert')).toContainText('in use');
    await expectAccessible(window, 'a removal that was refused');
    await dialog.getByText('Remove the containers that use it first', { exact: true }).click();
    await gantry.answer('Remove with containers');
    await expect(dialog).toBeHidden();
    await expect(row).toHaveCount(0);
    await expect(table.getByRole('row', { name: /^gantry-sample/ })).toBeVisible();
    await gantry.show('Containers');
    await expect(window.getByText('No containers yet')).toBeVisible();
  });

  await test.step('a pull from where nobody answers says so, in the engine’s words', async () => {
    await keyboard.press('Control+3');
    await add('Pull from a registry…');
    await keyboard.type('localhost:1/nothing:1');
    await keyboard.press('Enter');
    await expect(window.getByRole('progressbar', { name: 'Pulling localhost:1/nothing:1' })).toBeVisible();
    await expect(window.getByRole('alert')).toContainText('connection refused', { timeout: 30_000 });
  });
});

test('a file that is dropped on the images is asked about by its name, and one dropped elsewhere is not', async ({
  gantry,
  window,
  dataFolder,
}) => {
  const file = path.join(dataFolder, 'dropped.tar');
  await writeFile(file, 'no tar');
  const { dialog } = gantry;
  const devtools = await window.context().newCDPSession(window);
  /** As the desktop does it. */
  const drop = async (x: number, y: number): Promise<void> => {
    const data = { items: [], files: [file], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await devtools.send('Input.dispatchDragEvent', { type, x, y, data });
    }
  };
  await gantry.show('Images');
  const table = window.getByRole('grid', { name: 'Images' });
  await expect(table).toBeVisible();
  await drop(60, 400);
  const box = await table.boundingBox();
  await drop((box?.x ?? 0) + 50, (box?.y ?? 0) + 100);
  await expect(dialog).toContainText('Import dropped.tar');
  await gantry.answer('Import');
  await expect(window.getByRole('alert')).toContainText('it is no image, nor a root file system');
  await window.getByRole('button', { name: 'Dismiss' }).click();
  await gantry.show('Engine');
  await drop(600, 300);
  await expect(dialog).toBeHidden();
});
