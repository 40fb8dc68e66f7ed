import { expect, test } from './fixtures.ts';

test('everything without a mouse: create, terminal, pause, checkpoint, restore, remove', async ({
  engine,
  gantry,
  window,
}) => {
  test.setTimeout(120_000);
  const { terminal, dialog } = gantry;
  const { keyboard } = window;
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await keyboard.press(key);
  };
  const focused = window.locator(':focus');
  /** Goes on with Tab until the control of this name has the keyboard. */
  const tabTo = async (name: string | RegExp): Promise<void> => {
    for (let presses = 0; presses < 60; presses += 1) {
      const wanted = window.getByRole('button', { name, exact: true }).or(window.getByLabel(name, { exact: true }));
      if (await focused.and(wanted).count()) return;
      await press('Tab');
    }
    throw new Error(`Tab never comes to ${name}.`);
  };

  await test.step('create', async () => {
    await expect(window.getByText('No containers yet')).toBeVisible();
    await press('Control+n');
    await expect(dialog.getByRole('combobox', { name: 'Image' })).toBeFocused();
    // The only image there is has been filled in.
    await expect(dialog.getByRole('combobox', { name: 'Image' })).toHaveValue(engine.image);
    await tabTo('Name');
    await keyboard.type('keys');
    await tabTo('Command');
    await keyboard.type('sleep 1000');
    await press('Enter');
    await expect(dialog).toBeHidden();
    await gantry.expectState('keys', 'running');
  });

  await test.step('a terminal, and out of it', async () => {
    await press('Control+f', 'Enter', 'Home');
    await expect(gantry.row('keys')).toHaveAttribute('aria-selected', 'true');
    await press('t');
    await terminal.expectPrompt();
    await keyboard.type('echo $((6 * 7)) keys\n');
    await terminal.expectText('42 keys');
    // Tab belongs to the program; the shown way out leads to the tab, and on.
    await press('Control+F6');
    await expect(terminal.tabs.first()).toBeFocused();
    await press('Delete');
    await expect(terminal.tabs).toHaveCount(0);
  });

  /** Chooses from the menu of the row by the beginning of the entry's name. */
  const choose = async (entry: string): Promise<void> => {
    await press('Control+f', 'Enter');
    await press('Shift+F10');
    await expect(window.getByRole('menu').locator(':focus').or(window.getByRole('menu').and(focused))).toBeVisible();
    await keyboard.type(entry);
    await expect(focused.and(window.getByRole('menuitem'))).toContainText(entry);
    await press('Enter');
  };

  await test.step('pause and unpause', async () => {
    await choose('Pause');
    await gantry.expectState('keys', 'paused');
    await choose('Unpause');
    await gantry.expectState('keys', 'running');
  });

  await test.step('checkpoint in place', async () => {
    await choose('Freeze');
    await tabTo(/To an archive/);
    await press('ArrowDown');
    await expect(dialog.getByRole('radio', { name: /In place/ })).toBeChecked();
    await tabTo('Freeze');
    await press('Enter');
    await expect(dialog).toContainText('keys is frozen in place');
    await tabTo('Close');
    await press('Enter');
    await gantry.expectState('keys', 'frozen');
  });

  await test.step('restore', async () => {
    await press('Control+2');
    const row = window.getByRole('grid', { name: 'Checkpoints' }).getByRole('row', { name: /keys/ });
    await expect(row).toBeVisible();
    for (let presses = 0; presses < 20 && (await focused.and(row).count()) === 0; presses += 1) {
      await press('Tab');
      if (await focused.and(window.getByRole('columnheader')).count()) await press('ArrowDown');
    }
    await expect(row).toBeFocused();
    await press('Enter');
    await expect(dialog).toContainText('used up');
    await tabTo('Restore');
    await press('Enter');
    await expect(dialog).toContainText('keys runs again');
    await tabTo('Show container');
    await press('Enter');
    await gantry.expectState('keys', 'running');
  });

  await test.step('remove, after a question', async () => {
    await press('Control+f', 'Enter', 'Delete');
    await expect(dialog).toContainText('Remove keys?');
    await tabTo(/Kill what is running first/);
    await press('Space');
    await tabTo('Kill and remove');
    await press('Enter');
    await expect(gantry.row('keys')).toHaveCount(0);
  });
});
