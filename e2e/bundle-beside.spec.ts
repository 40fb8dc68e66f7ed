import { readFile } from 'node:fs/promises';
import { test as base, expect } from './fixtures.ts';
import { giveImage, withoutBridge } from './without-podman.ts';

const bundleEngine = 'Gantry (bundle engine)';

const test = base.extend({
  appEnv: async ({ engine, dataFolder }, use) => {
    await giveImage(dataFolder, engine.env);
    await use({ ...engine.appEnv, ...(await withoutBridge(dataFolder)) });
  },
});

test('both engines side by side, each with its own containers', async ({ app, gantry, run, window }) => {
  const { dialog } = gantry;
  await run('of-podman', 'sleep', '1000');
  await gantry.expectState('of-podman', 'running');
  const native = async () => (await readFile(`/proc/${app.process().pid}/maps`, 'utf8')).includes('koffi.node');
  const switchTo = async (name: string) => {
    await window.getByRole('button', { name: /^Engine: / }).click();
    await window.getByRole('menuitem', { name: new RegExp(`^${name.replace(/[()]/g, '\\$&')} — connected`) }).click();
  };

  await switchTo(bundleEngine);
  await expect(window.getByText('No containers yet')).toBeVisible();
  expect(await native(), 'nothing of it is attached to yet').toBe(false);
  await window.getByRole('button', { name: 'Create', exact: true }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('of-gantry');
  await dialog.getByLabel('Command', { exact: true }).fill('sleep 1000');
  await gantry.answer('Create and start');
  await gantry.expectState('of-gantry', 'running');
  await expect(gantry.row('of-podman')).toHaveCount(0);
  await gantry.select('of-gantry');
  await gantry.command('Open a terminal');
  await gantry.terminal.expectPrompt();
  expect(await native(), 'a terminal takes it').toBe(true);

  await gantry.show('Engine');
  const engines = window.getByRole('list', { name: 'Engines' });
  await expect(engines.getByRole('button', { name: /^Podman/ })).toContainText('connected');
  await expect(engines.getByRole('button', { name: /^Gantry/ })).toContainText('connected');

  await gantry.show('Containers');
  await switchTo('Podman (CONTAINER_HOST)');
  await gantry.expectState('of-podman', 'running');
  await expect(gantry.row('of-gantry')).toHaveCount(0);
});
