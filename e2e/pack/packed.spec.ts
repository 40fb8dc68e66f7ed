import { readFile } from 'node:fs/promises';
import { bundleEnvironment } from '../bundle-place.ts';
import { test as base, expect } from '../fixtures.ts';
import { giveImage, withoutBridge } from '../without-podman.ts';
import { type Packed, processesWith, startPacked } from './packed.ts';

const test = base.extend<{ packed: Packed }>({
  // The bundle engine of the packed app has an image, and no bridge: that would be the machine's.
  appEnv: async ({ engine, dataFolder }, use) => {
    await giveImage(dataFolder, engine.env);
    await use({ ...engine.appEnv, ...bundleEnvironment(dataFolder), ...(await withoutBridge(dataFolder)) });
  },
  packed: async ({ appEnv, dataFolder, run: _ }, use) => {
    const { GANTRY_PACKED: binary, GANTRY_ELECTRON_SWITCHES = '' } = process.env;
    if (!binary) throw new Error('GANTRY_PACKED names no program. Run this test with: npm test -- pack');
    const switches = GANTRY_ELECTRON_SWITCHES.split(' ').filter((word) => word !== '');
    // An Electron that was left as it came would become a bare Node by the variable, and let itself be debugged by the switch.
    const env = { ...appEnv, ELECTRON_RUN_AS_NODE: '1' };
    const packed = await startPacked(binary, [...switches, '--inspect=0', `--user-data-dir=${dataFolder}`], env);
    await use(packed);
    await packed.end();
  },
  window: async ({ packed }, use) => use(packed.window),
});

test('the packed app lists a container, has a terminal inside it, and ends without a trace', async ({
  dataFolder,
  gantry,
  packed,
  run,
  window,
}) => {
  await run('packed', '/bin/sh');
  await expect(window).toHaveURL('gantry://app/index.html');
  await gantry.expectState('packed', 'running');

  await gantry.select('packed');
  await gantry.command('Open a terminal');
  await gantry.terminal.expectPrompt();
  await gantry.terminal.focus();
  await gantry.terminal.run('echo $((6 * 7)) from $(hostname | wc -c)');
  await gantry.terminal.expectText('42 from 13');
  await gantry.terminal.expectPrompt();

  await window.close();
  expect(await packed.exited).toBe(0);
  await expect.poll(() => processesWith(dataFolder), 'processes that the app has left').toEqual([]);
  expect(packed.output()).not.toContain('Debugger listening');
});

test('it runs containers by itself: its native module lies outside of its archive, and is loaded when it is needed', async ({
  gantry,
  packed,
  window,
}) => {
  const native = async () =>
    /^.*koffi.*$/m.exec(await readFile(`/proc/${packed.pid}/maps`, 'utf8'))?.[0] ?? 'not loaded';
  await window.getByRole('button', { name: /^Engine: / }).click();
  await window.getByRole('menuitem', { name: /^Gantry \(bundle engine\) — connected/ }).click();
  const first = window.getByRole('button', { name: 'Start the first one' });
  await expect(first).toBeVisible();
  expect(await native()).toBe('not loaded');
  await first.click();
  await gantry.terminal.expectPrompt();
  await gantry.terminal.focus();
  await gantry.terminal.run('echo $((6 * 7)) from $(hostname | wc -c)');
  await gantry.terminal.expectText('42 from 13');
  expect(await native()).toMatch(
    /\.asar\.unpacked\/node_modules\/@koromix\/koffi-linux-[^/]+\/linux_[^/]+\/koffi\.node$/,
  );
});

test('it knows that it is installed, and examines the machine by itself', async ({ engine, window }) => {
  const report = await window.evaluate(() => Reflect.get(globalThis, 'gantry').call('app.doctor', undefined));
  const items = JSON.stringify(report);
  expect(items).toContain('"electron"');
  // Neither a Node nor a folder with its sources is of any use to it, nor commands that need them.
  expect(items).not.toContain('"dependencies"');
  expect(items).not.toContain('npm run');
  expect(items.includes('"id":"criu","title":"CRIU","state":"ok"')).toBe(engine.checkpoints);
});
