import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { test as base, expect } from './fixtures.ts';
import { Gantry } from './gantry.ts';
import { end, launch } from './launch.ts';
import { giveImage, pathWithoutPodman, withoutBridge } from './without-podman.ts';

const test = base.extend({
  /** Neither a socket nor a program leads to a Podman. */
  appEnv: async ({ engine, dataFolder }, use) => {
    const folder = path.join(dataFolder, 'bin');
    await mkdir(folder);
    const PATH = await pathWithoutPodman(folder, engine.env);
    const env = { ...engine.env, PATH, ...(await withoutBridge(dataFolder)) };
    await giveImage(dataFolder, env);
    await use(env);
  },
});

test('without Podman: a container from its creation to its removal on the bundle engine', async ({
  app,
  engine,
  gantry,
  window,
}) => {
  test.setTimeout(180_000);
  expect(engine.checkpoints, 'CRIU works here').toBe(true);
  const { terminal, dialog } = gantry;
  const checkpoints = window.getByRole('grid', { name: 'Checkpoints' });

  await test.step('it is there at once, and nothing is said of a Podman', async () => {
    await expect(window.getByText('No containers yet')).toBeVisible();
    await expect(window.getByRole('complementary', { name: 'Sidebar' })).toContainText('bundle engine');
    await expect(window.getByRole('alert')).toHaveCount(0);
    await expect(window.getByText('Podman')).toHaveCount(0);
  });

  await test.step('create and start', async () => {
    await window.getByRole('button', { name: 'Create', exact: true }).click();
    await expect(dialog.getByRole('combobox', { name: 'Image' })).toHaveValue('localhost/gantry-sample:latest');
    await dialog.getByLabel('Name', { exact: true }).fill('job');
    await dialog.getByLabel('Command', { exact: true }).fill('/bin/sh');
    await gantry.answer('Create and start');
    await expect(dialog).toBeHidden();
    await gantry.expectState('job', 'running');
  });

  await test.step('a terminal inside, and its size, also after the window was made smaller', async () => {
    await gantry.select('job');
    await gantry.command('Open a terminal');
    await terminal.expectPrompt();
    await terminal.focus();
    await terminal.run('echo $((6 * 7)) from $(hostname | wc -c)');
    await terminal.expectText('42 from 13');
    const first = await terminal.size();
    await terminal.run('echo "[$(stty size)]"');
    await terminal.expectText(`[${first.rows} ${first.columns}]`);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1000, 700));
    await expect.poll(() => terminal.size()).not.toEqual(first);
    await terminal.expectProgramKnowsSize();
    await terminal.run('echo kept > /tmp/mark; export MARK=$((40 + 2))');
  });

  await test.step('a window that is loaded again finds the same shell', async () => {
    await window.reload();
    await gantry.expectState('job', 'running');
    await terminal.focus();
    await terminal.run('echo mark-$MARK');
    await terminal.expectText('mark-42');
  });

  await test.step('pause and unpause', async () => {
    await gantry.select('job');
    await gantry.command('Pause');
    await gantry.expectState('job', 'paused');
    await gantry.command('Unpause');
    await gantry.expectState('job', 'running');
  });

  await test.step('its first process, what that says, and its log', async () => {
    await gantry.command('Attach to its first process');
    await terminal.expectPrompt();
    await terminal.focus();
    await terminal.run('for n in 1 2 3; do echo told-$((n * 11)); done');
    await terminal.expectText('told-33');
    await expect(await gantry.showTab('Log')).toContainText('told-33');
  });

  await test.step('processes and live figures', async () => {
    const processes = await gantry.showTab('Processes');
    await expect(processes.getByRole('row', { name: /\/bin\/sh/ }).first()).toBeVisible();
    const stats = await gantry.showTab('Stats');
    await expect(stats.getByRole('region', { name: 'Memory' })).toContainText('KiB');
    await expect(stats.getByRole('region', { name: 'CPU' }).locator('canvas')).toBeVisible();
  });

  await test.step('freeze in place, and restore', async () => {
    await gantry.command('Freeze');
    await dialog.getByText('In place', { exact: true }).click();
    await gantry.answer('Freeze');
    await expect(dialog).toContainText('job is frozen in place');
    await gantry.answer('Close');
    await gantry.expectState('job', 'frozen');
    await gantry.show('Checkpoints');
    await checkpoints.getByRole('row', { name: /job/ }).click();
    await window.getByRole('complementary').getByRole('button', { name: 'Restore…' }).click();
    await gantry.answer('Restore');
    await expect(dialog).toContainText('job runs again');
    await gantry.answer('Show container');
    await gantry.expectState('job', 'running');
  });

  await test.step('freeze into an archive, and restore it beside the one that runs on', async () => {
    await gantry.select('job');
    await gantry.command('Freeze');
    await dialog.getByText('Leave it running', { exact: true }).click();
    await gantry.answer('Freeze');
    await expect(dialog).toContainText('job was frozen into job-');
    await gantry.answer('Close');
    await gantry.show('Checkpoints');
    await checkpoints.getByRole('row', { name: /^job/ }).click();
    await window.getByRole('complementary').getByRole('button', { name: 'Restore…' }).click();
    await dialog.getByRole('textbox', { name: 'Name' }).fill('job-2');
    await gantry.answer('Restore');
    await expect(dialog).toContainText('job-2 runs again');
    await gantry.answer('Show container');
    await gantry.expectState('job-2', 'running');
    await gantry.select('job-2');
    await gantry.command('Open a terminal');
    await terminal.expectPrompt();
    await terminal.focus();
    await terminal.run('echo "it is $(cat /tmp/mark)"');
    await terminal.expectText('it is kept');
  });

  await test.step('restart, stop, remove', async () => {
    await gantry.select('job');
    const overview = await gantry.showTab('Overview');
    const first = /Process id\s*(\d+)/.exec((await overview.textContent()) ?? '')?.[1] ?? 'none';
    await gantry.command('Restart');
    await expect(overview).toContainText(/Process id\s*\d/);
    await expect(overview).not.toContainText(first);
    await gantry.expectState('job', 'running');
    await gantry.more('Stop with a time-out');
    await dialog.getByRole('textbox').fill('0');
    await gantry.answer('Stop');
    await gantry.expectState('job', 'exited');
    await gantry.command('Remove');
    await gantry.answer('Remove');
    await expect(gantry.row('job')).toHaveCount(0);
    await gantry.expectState('job-2', 'running');
  });
});

test('without Podman: a killed app finds its container running, with its terminal, at the next start', async ({
  app,
  appEnv,
  dataFolder,
  gantry,
  window,
}) => {
  await test.step('a first container in one click', async () => {
    await window.getByRole('button', { name: 'Start the first one' }).click();
    await gantry.terminal.expectPrompt();
  });
  const name =
    (await gantry.list
      .getByTitle(/^gantry-sample-/)
      .first()
      .getAttribute('title')) ?? '';
  await gantry.select(name);
  await gantry.command('Attach to its first process');
  await gantry.terminal.expectPrompt();
  await gantry.terminal.focus();
  await gantry.terminal.run('MARK=$((40 + 2)); echo said-$MARK');
  await gantry.terminal.expectText('said-42');

  const gone = once(app.process(), 'exit');
  app.process().kill('SIGKILL');
  await gone;

  const next = await launch(appEnv, dataFolder);
  try {
    const again = new Gantry(await next.app.firstWindow());
    await again.expectState(name, 'running');
    await again.select(name);
    await again.command('Attach to its first process');
    await again.terminal.focus();
    await again.terminal.run('echo still-$MARK');
    await again.terminal.expectText('still-42');
    await expect(await again.showTab('Log')).toContainText('said-42');
  } finally {
    await end(next.app);
  }
});
