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
    // The list has the keys, with the new container chosen.
    await expect(gantry.list).toBeFocused();
  });

  await test.step('a terminal, and out of it', async () => {
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
    await press('Control+1');
    await expect(gantry.list).toBeFocused();
  });

  /** Chooses from the menu of the row by the beginning of the entry's name. */
  const choose = async (entry: string): Promise<void> => {
    await expect(gantry.list).toBeFocused();
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
    await press('F6');
    await gantry.expectState('keys', 'paused');
    await press('F6');
    await gantry.expectState('keys', 'running');
  });

  await test.step('into the details, and out of them', async () => {
    await press('Enter');
    await expect(gantry.details.getByRole('tab').and(focused)).toBeVisible();
    await press('Tab', 'Escape');
    await expect(gantry.list).toBeFocused();
  });

  await test.step('checkpoint in place', async () => {
    await press('F8');
    await expect(dialog.getByRole('radio', { name: /To an archive/ })).toBeFocused();
    await press('ArrowDown');
    await expect(dialog.getByRole('radio', { name: /In place/ })).toBeChecked();
    await press('Enter');
    await expect(dialog).toContainText('keys is frozen in place');
    await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
    await press('Enter');
    await gantry.expectState('keys', 'frozen');
    await expect(gantry.list).toBeFocused();
  });

  await test.step('no terminal in one that is frozen, and why', async () => {
    await press('t');
    await expect(gantry.row('keys').getByRole('alert')).toContainText('No terminal opens in keys: it is frozen');
    await tabTo('Dismiss the failure of keys');
    await press('Enter');
    await expect(gantry.list).toBeFocused();
  });

  await test.step('restore', async () => {
    await press('Control+2');
    const row = window.getByRole('grid', { name: 'Checkpoints' }).getByRole('row', { name: /keys/ });
    await expect(row).toBeFocused();
    await press('Enter');
    await expect(dialog).toContainText('used up');
    await expect(dialog.getByRole('checkbox').first()).toBeFocused();
    await press('Enter');
    await expect(dialog).toContainText('keys runs again');
    await expect(dialog.getByRole('button', { name: 'Show container' })).toBeFocused();
    await press('Enter');
    await gantry.expectState('keys', 'running');
    await expect(gantry.list).toBeFocused();
  });

  await test.step('remove, after a question', async () => {
    await press('Delete');
    await expect(dialog).toContainText('Remove keys?');
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await tabTo(/Kill what is running first/);
    await press('Space');
    // In a warning Enter on a box does nothing: it is the button's.
    await tabTo('Kill and remove');
    await press('Enter');
    await expect(gantry.row('keys')).toHaveCount(0);
    // What is said instead of the list has the keys now.
    await expect(window.getByText('No containers yet')).toBeVisible();
    await expect(window.getByRole('main').getByRole('button').and(focused)).toBeVisible();
  });
});
