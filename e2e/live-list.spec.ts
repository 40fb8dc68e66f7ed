import { expect, test } from './fixtures.ts';

test('rows come, change and go with what others do', async ({ engine, gantry, window }) => {
  await expect(window.getByText('No containers yet')).toBeVisible();
  await engine.podman(['create', '--name', 'one', engine.image, 'sleep', '1000']);
  await gantry.expectState('one', 'created');
  await engine.podman(['start', 'one']);
  await gantry.expectState('one', 'running');
  await engine.podman(['rename', 'one', 'first']);
  await gantry.expectState('first', 'running');
  await expect(gantry.row('one')).toHaveCount(0);
  await engine.podman(['rm', '--force', '--time', '0', 'first']);
  await expect(gantry.row('first')).toHaveCount(0);
});

test('several are chosen and acted on at once; one that fails says why at its row', async ({
  blocked,
  engine,
  gantry,
  run,
}) => {
  for (const name of ['a', 'b', 'c']) await run(name, 'sleep', '1000');
  await gantry.select('a');
  await gantry.row('c').click({ modifiers: ['Shift'] });
  await expect(gantry.list.locator('[aria-selected=true]')).toHaveCount(3);
  await gantry.command('Pause');
  for (const name of ['a', 'b', 'c']) await gantry.expectState(name, 'paused');

  // One that can't be started, among others, keeps the engine's words until they are dismissed.
  await blocked('d');
  await gantry.select('d');
  await gantry.command('Start');
  const failure = gantry.row('d').getByRole('alert');
  await expect(failure).toContainText('Start d');
  await expect(failure).toContainText('address already in use');
  await gantry.expectState('a', 'paused');
  await engine.podman(['rm', '--force', '--time', '0', 'before-d']);
  await gantry
    .row('d')
    .getByRole('button', { name: /Try again/ })
    .click();
  await expect(failure).toBeHidden();
  await gantry.expectState('d', 'running');
});

test('filter and order', async ({ gantry, run, window }) => {
  await run('zebra', 'sleep', '1000');
  await run('ant', 'sleep', '1000');
  await run('mole', 'true');
  await gantry.expectState('mole', 'exited');
  const names = gantry.list.locator('[data-container] [role=gridcell]:nth-child(2)');
  await expect(names).toHaveText(['ant', 'mole', 'zebra']);
  await window.getByRole('columnheader', { name: /Name/ }).getByRole('button').first().click();
  await expect(names).toHaveText(['zebra', 'mole', 'ant']);
  await window.keyboard.press('Control+f');
  await window.keyboard.type('is:running');
  await expect(names).toHaveText(['zebra', 'ant']);
  await window.keyboard.type(' zeb');
  await expect(names).toHaveText(['zebra']);
  await window.keyboard.press('Escape');
  await expect(names).toHaveCount(3);
});
