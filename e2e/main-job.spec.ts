import { expect, freezingTest as test } from './fixtures.ts';

test('a container from its creation to its removal: terminal, size, pause, checkpoint, restore', async ({
  app,
  engine,
  gantry,
  window,
  run: _,
}) => {
  const { terminal, dialog } = gantry;

  await test.step('create and start', async () => {
    await window.getByRole('button', { name: 'Create', exact: true }).click();
    await dialog.getByRole('combobox', { name: 'Image' }).fill(engine.image);
    await dialog.getByLabel('Name', { exact: true }).fill('job');
    await dialog.getByLabel('Command', { exact: true }).fill('/bin/sh');
    await dialog.getByLabel('Terminal', { exact: true }).check({ force: true });
    await gantry.answer('Create and start');
    await expect(dialog).toBeHidden();
    await gantry.expectState('job', 'running');
  });

  await test.step('a terminal inside', async () => {
    await gantry.select('job');
    await gantry.command('Open a terminal');
    await terminal.expectPrompt();
    await terminal.focus();
    await terminal.run('echo $((6 * 7)) from $(hostname | wc -c)');
    await terminal.expectText('42 from 13');
  });

  await test.step('its size, from the start and after the window was made smaller', async () => {
    const first = await terminal.size();
    await terminal.run('echo "[$(stty size)]"');
    await terminal.expectText(`[${first.rows} ${first.columns}]`);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1000, 700));
    await expect.poll(() => terminal.size()).not.toEqual(first);
    await terminal.expectProgramKnowsSize();
    await terminal.run('echo kept > /tmp/mark; export MARK=1');
  });

  await test.step('pause and unpause', async () => {
    await gantry.select('job');
    await gantry.command('Pause');
    await gantry.expectState('job', 'paused');
    await gantry.command('Unpause');
    await gantry.expectState('job', 'running');
  });

  await test.step('checkpoint in place', async () => {
    await gantry.command('Freeze');
    await dialog.getByText('In place', { exact: true }).click();
    await gantry.answer('Freeze');
    await expect(dialog).toContainText('job is frozen in place');
    await gantry.answer('Close');
    await gantry.expectState('job', 'frozen');
  });

  await test.step('restore', async () => {
    await gantry.show('Checkpoints');
    await window.getByRole('grid', { name: 'Checkpoints' }).getByRole('row', { name: /job/ }).click();
    await window.getByRole('complementary').getByRole('button', { name: 'Restore…' }).click();
    await gantry.answer('Restore');
    await expect(dialog).toContainText('job runs again');
    await gantry.answer('Show container');
    await gantry.expectState('job', 'running');
    const { stdout } = await engine.podman(['exec', 'job', 'cat', '/tmp/mark']);
    expect(stdout).toContain('kept');
  });

  await test.step('remove', async () => {
    await gantry.select('job');
    await gantry.command('Remove');
    await dialog.getByText('Kill what is running first').click();
    await gantry.answer('Kill and remove');
    await expect(gantry.row('job')).toHaveCount(0);
    const { stdout } = await engine.podman(['ps', '--all', '--format', '{{.Names}}']);
    expect(stdout.trim()).toBe('');
  });
});
