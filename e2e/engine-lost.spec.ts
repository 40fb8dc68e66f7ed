import { expect, test } from './fixtures.ts';

test('an engine that dies and comes back: old data under a banner, then what is so by now', async ({
  engine,
  gantry,
  run,
  window,
}) => {
  await run('stays', 'sleep', '1000');
  await run('stops', 'sleep', '1000');
  await gantry.expectState('stays', 'running');
  await gantry.expectState('stops', 'running');

  await engine.stopService('SIGKILL');
  try {
    await test.step('the list stays, is marked as old, and takes no commands', async () => {
      await expect(gantry.banner).toContainText('doesn’t answer');
      await expect(gantry.banner).toContainText('as of');
      await gantry.select('stays');
      await gantry.expectState('stops', 'running');
      await expect(gantry.commands.getByRole('button', { name: 'Stop', exact: true })).toBeDisabled();
    });
    // What happens meanwhile nobody tells the app.
    await engine.podman(['rm', '--force', '--time', '0', 'stops']);
    await engine.podman(['run', '-d', '--name', 'new', engine.image, 'sleep', '1000']);
    await expect(gantry.row('stops')).toBeVisible();
    await expect(gantry.row('new')).toHaveCount(0);
  } finally {
    await engine.startService();
  }

  await test.step('retried at once, it shows what is so by now, and follows it again', async () => {
    await window.getByRole('button', { name: 'Try now' }).click();
    await expect(gantry.banner).toBeHidden();
    await gantry.expectState('new', 'running');
    await expect(gantry.row('stops')).toHaveCount(0);
    await gantry.select('stays');
    await gantry.command('Pause');
    await gantry.expectState('stays', 'paused');
    await engine.podman(['unpause', 'stays']);
    await gantry.expectState('stays', 'running');
  });
});

test('an engine that comes back is found without being asked for', async ({ engine, gantry, run }) => {
  await run('web', 'sleep', '1000');
  await gantry.expectState('web', 'running');
  await engine.stopService('SIGKILL');
  try {
    await expect(gantry.banner).toContainText('Next try in');
  } finally {
    await engine.startService();
  }
  await expect(gantry.banner).toBeHidden();
  await gantry.expectState('web', 'running');
});

test('a terminal whose engine dies says so, and is started again by a key that nobody types along', async ({
  engine,
  gantry,
  run,
}) => {
  await run('web', 'sleep', '1000');
  await gantry.select('web');
  await gantry.command('Open a terminal');
  const { terminal } = gantry;
  await terminal.expectPrompt();
  await engine.stopService('SIGKILL');
  try {
    await expect(terminal.pane).toContainText('The connection to the terminal in web was lost.');
    await expect(gantry.banner).toContainText('doesn’t answer');
    await expect(terminal.pane).toContainText('what ran may go on · the engine doesn’t answer');
  } finally {
    await engine.startService();
  }
  await expect(gantry.banner).toBeHidden();
  await expect(terminal.pane).toContainText('what ran may go on · Ctrl+Shift+Enter ends it and starts again');
  await terminal.endAndRestart();
  await terminal.expectPrompt();
  await terminal.run('echo back $((40 + 2))');
  await terminal.expectText('back 42');
  // The one from before has gone.
  const { stdout } = await engine.podman(['top', 'web', 'args']);
  const [, ...processes] = stdout.trim().split('\n');
  expect(processes.map((process) => process.trim())).toEqual([expect.stringContaining('sleep'), '/bin/ash']);
});
