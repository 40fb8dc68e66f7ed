import { expect, test } from './fixtures.ts';

const program = [
  'echo plain; printf "\\033[31mred\\033[0m line\\n"; echo wrong >&2',
  'trap "echo stopping; exit 3" TERM',
  'n=0; while :; do n=$((n + 1)); echo "tick $n"; sleep 0.2; done',
].join('; ');

test('the log: live, both streams told apart, coloured, searched, and still there when the container has ended', async ({
  engine,
  gantry,
  window,
  run: _,
}) => {
  await engine.podman(['run', '-d', '--name', 'logs', engine.image, '/bin/sh', '-c', program]);
  await gantry.select('logs');
  const panel = await gantry.showTab('Log');
  await expect(panel).toContainText('plain');
  await expect(panel.locator('[data-stream=stderr]')).toContainText('wrong');
  await expect(panel.getByText('red', { exact: true })).not.toHaveCSS(
    'color',
    await panel.getByText('plain').evaluate((text) => getComputedStyle(text).color),
  );
  await expect(panel).toContainText('tick 3');

  await test.step('search, and the times', async () => {
    await panel.getByRole('searchbox').fill('red');
    await expect(panel.locator('mark')).toHaveText('red');
    await panel.getByRole('button', { name: 'Times' }).click();
    await expect(panel.locator('[data-stream=stderr] time')).toHaveText(/\d:\d\d:\d\d/);
    await panel.getByRole('searchbox').fill('');
  });

  await test.step('the end', async () => {
    await gantry.command('Stop');
    await gantry.expectState('logs', 'exited');
    await panel.getByRole('button', { name: 'Follow' }).click();
    await expect(panel).toContainText('stopping');
    await window.keyboard.press('Control+1');
    await engine.podman(['start', 'logs']);
    await gantry.expectState('logs', 'running');
    // The second run is told after the end of the first.
    await expect(panel).toContainText(/stopping.*plain.*tick 2/s);
  });
});

test('processes, plots, labels and the whole answer of a running container', async ({
  engine,
  gantry,
  window,
  run,
}) => {
  await run('busy', '/bin/sh', '-c', 'sleep 4321 & while :; do :; done');
  await gantry.select('busy');

  await test.step('processes', async () => {
    const panel = await gantry.showTab('Processes');
    await expect(panel.getByRole('row', { name: 'sleep 4321' }).filter({ hasNotText: 'while' })).toBeVisible();
  });

  await test.step('plots, drawn further while they are looked at', async () => {
    const panel = await gantry.showTab('Stats');
    const cpu = panel.getByRole('region', { name: 'CPU' });
    // A program that does nothing but count takes what it can get of a core.
    await expect(cpu).toContainText(/[1-9]\d(\.\d+)? %/);
    await expect(cpu.locator('canvas')).toBeVisible();
    await expect(panel.getByRole('region', { name: 'Memory' })).toContainText('KiB');
  });

  await test.step('history is kept by the main process, also for a window that begins anew', async () => {
    const samples = async (): Promise<number> => {
      const slider = (await gantry.showTab('Stats')).getByRole('slider');
      return Number(await slider.getAttribute('aria-valuemax'));
    };
    await expect.poll(samples).toBeGreaterThan(3);
    await window.reload();
    await gantry.select('busy');
    // More than a fresh beginning could have by now: they are there with the first answer.
    expect(await samples()).toBeGreaterThan(3);
  });

  await test.step('SELinux', async () => {
    const panel = await gantry.showTab('SELinux');
    const { stdout } = await engine.podman(['info', '--format', '{{.Host.Security.SELinuxEnabled}}']);
    await expect(panel).toContainText(stdout.trim() === 'true' ? 'container_t' : 'SELinux is off');
  });

  await test.step('the whole answer', async () => {
    const panel = await gantry.showTab('Inspect');
    const { stdout } = await engine.podman(['inspect', 'busy', '--format', '{{.State.Pid}}']);
    await panel.getByRole('searchbox').fill('.State.Pid');
    await expect(panel.getByRole('treeitem', { name: /^Pid/ }).first()).toContainText(stdout.trim());
    await panel.getByRole('button', { name: 'JSON' }).click();
    await panel.getByRole('button', { name: 'Copy the JSON' }).click();
    const copied = await window.evaluate(() => navigator.clipboard.readText());
    expect(JSON.parse(copied)).toMatchObject({ Name: 'busy', State: { Pid: Number(stdout) } });
  });
});
