import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expectAccessible } from './axe.ts';
import { expect, freezingTest as test } from './fixtures.ts';

test('an archive: made by keys of a container that runs on, brought back beside it, and deleted', async ({
  engine,
  gantry,
  window,
  run,
}) => {
  const { dialog } = gantry;
  await run('clock', 'sh', '-c', 'echo begun > /tmp/mark; exec sleep 1000');
  const table = window.getByRole('grid', { name: 'Checkpoints' });

  await test.step('freeze it into an archive', async () => {
    await gantry.select('clock');
    await gantry.command('Freeze');
    await expect(dialog).toBeVisible();
    await window.keyboard.press('Tab');
    await window.keyboard.press('Space');
    await expect(dialog.getByRole('checkbox', { name: /^Leave it running/ })).toBeChecked();
    await expectAccessible(window, 'the checkpoint dialog');
    await window.keyboard.press('Enter');
    await expect(dialog).toContainText('clock was frozen into clock-');
    await expect(dialog.getByRole('row', { name: /^Pages written/ })).toContainText(/\d/);
    await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
    await expect(dialog).toContainText(/\/checkpoints\/clock-.*\.tar/);
    await window.keyboard.press('Shift+Tab');
    await window.keyboard.press('Enter');
    const made = table.getByRole('row', { name: /^clock/ });
    await expect(made).toHaveAttribute('aria-selected', 'true');
    await expect(made).toBeFocused();
    await window.keyboard.press('Control+1');
    await gantry.expectState('clock', 'running');
  });

  await test.step('restore it under a new name, by keys', async () => {
    await window.keyboard.press('Control+2');
    await expect(table.getByRole('row', { name: /^clock/ })).toContainText('left running');
    await window.keyboard.press('Control+f');
    await window.keyboard.press('ArrowDown');
    await window.keyboard.press('ArrowDown');
    await expectAccessible(window, 'the Checkpoints screen');
    await window.keyboard.press('Enter');
    await expect(dialog.getByRole('radio', { name: /^The old one/ })).toBeDisabled();
    await window.keyboard.press('Tab');
    await window.keyboard.type('clock-2');
    await window.keyboard.press('Enter');
    await expect(dialog).toContainText('clock-2 runs again');
    await expect(dialog.getByRole('row', { name: /^Pages restored/ })).toContainText(/\d/);
    await window.keyboard.press('Enter');
    await gantry.expectState('clock-2', 'running');
    expect((await engine.podman(['exec', 'clock-2', 'cat', '/tmp/mark'])).stdout).toContain('begun');
  });

  await test.step('delete the archive, with its confirmation', async () => {
    await gantry.show('Checkpoints');
    await table.getByRole('row', { name: /^clock/ }).click();
    await window.keyboard.press('Delete');
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await gantry.answer('Delete');
    await expect(window.getByText('No checkpoints yet')).toBeVisible();
  });
});

test('a freeze into an archive is one line, and the archive outlives the container that is frozen at it', async ({
  gantry,
  window,
  run,
}) => {
  const { dialog } = gantry;
  const { keyboard } = window;
  const rows = window.getByRole('grid', { name: 'Checkpoints' }).getByRole('row', { name: /^twice/ });
  const aside = window.getByRole('complementary', { name: 'Checkpoint of twice' });
  await run('twice', 'sleep', '1000');
  await gantry.select('twice');
  await gantry.command('Freeze');
  await gantry.answer('Freeze');
  await expect(dialog).toContainText('twice is frozen into twice-');
  await dialog.getByRole('button', { name: 'Show checkpoint of twice' }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toHaveAttribute('aria-selected', 'true');
  await expect(rows).toBeFocused();
  await expect(aside).toContainText('is frozen at this checkpoint');

  await test.step('the container goes on, by keys', async () => {
    await keyboard.press('Enter');
    await expect(dialog.getByRole('radio', { name: /^The frozen container/ })).toBeFocused();
    await expect(dialog).toContainText('The archive of this freeze stays');
    await expectAccessible(window, 'a restore of what is kept twice');
    await keyboard.press('Enter');
    await expect(dialog).toContainText('twice runs again');
    await keyboard.press('Escape');
    await expect(aside).toContainText('was stopped by it');
    await expect(rows).toHaveCount(1);
  });

  await test.step('frozen again and removed, it says which archive stays', async () => {
    await gantry.show('Containers');
    await gantry.select('twice');
    await gantry.command('Freeze');
    await gantry.answer('Freeze');
    await gantry.answer('Close');
    await gantry.select('twice');
    await keyboard.press('Delete');
    await expect(dialog).toContainText('Its archive stays');
    await gantry.answer('Remove');
    await expect(gantry.row('twice')).toHaveCount(0);
    await gantry.show('Checkpoints');
    await expect(rows).toHaveCount(2);
  });

  await test.step('brought back from its archive under its old name', async () => {
    await rows.first().click();
    await keyboard.press('Enter');
    await expect(dialog.getByRole('radio', { name: /^The old one/ })).toBeChecked();
    await keyboard.press('Enter');
    await expect(dialog).toContainText('twice runs again');
    await gantry.answer('Close');
    await expect(rows).toHaveCount(2);
    await gantry.show('Containers');
    await gantry.expectState('twice', 'running');
  });
});

test('an archive that Podman has exported in its usual way, with zstd, is listed in full and restored', async ({
  dataFolder,
  engine,
  gantry,
  window,
  run,
}) => {
  const folder = path.join(dataFolder, 'checkpoints');
  await mkdir(folder, { recursive: true });
  await run('far', 'sleep', '1000');
  await engine.podman(['container', 'checkpoint', '--export', path.join(folder, 'from-podman.tar'), 'far']);
  expect((await readFile(path.join(folder, 'from-podman.tar'))).readUInt32LE()).toBe(0xfd2fb528);
  await engine.podman(['rm', 'far']);
  await gantry.show('Checkpoints');
  const row = window.getByRole('grid', { name: 'Checkpoints' }).getByRole('row', { name: /^far/ });
  await expect(row).toContainText('runc');
  await expect(row).not.toContainText('faulty');
  await row.click();
  await expect(window.getByRole('complementary', { name: 'Checkpoint of far' })).toContainText('As CRIU counted them');
  await window.keyboard.press('Enter');
  await gantry.answer('Restore');
  await expect(gantry.dialog).toContainText('far runs again');
});

test('the Engine screen tells what the engine is, and what this machine lacks', async ({ gantry, window }) => {
  await gantry.show('Engine');
  const machine = window.getByRole('region', { name: 'This machine', exact: true });
  await expect(machine.getByRole('listitem').filter({ hasText: /^CRIU/ })).toBeVisible({ timeout: 20_000 });
  await expect(window.getByRole('region', { name: 'What it is' })).toContainText(/Version\d+\.\d+/);
  await expect(window.getByRole('region', { name: 'What it can do' })).toContainText('Freeze and restore');
  await expectAccessible(window, 'the Engine screen');
});
