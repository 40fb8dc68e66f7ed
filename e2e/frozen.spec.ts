import { expectAccessible } from './axe.ts';
import { expect, freezingTest as test } from './fixtures.ts';

test('a container that somebody froze in a shell: seen as frozen, asked about before a start, restored, by mouse and by keys', async ({
  engine,
  gantry,
  window,
  run,
}) => {
  const { dialog } = gantry;
  const { keyboard } = window;
  const focused = window.locator(':focus');
  // What only its memory holds: a word of this run, and how far it has counted.
  const script =
    'w=$(cat /proc/sys/kernel/random/uuid); i=0; while :; do i=$((i+1)); echo $w $i >/tmp/now; mv /tmp/now /tmp/is; sleep 0.1; done';
  await run('counter', 'sh', '-c', script);
  const memory = async (): Promise<{ word: string; count: number }> => {
    const { stdout } = await engine.podman(['exec', 'counter', 'cat', '/tmp/is']);
    const [word = '', count = ''] = stdout.trim().split(' ');
    return { word, count: Number(count) };
  };
  const freeze = async () => {
    await gantry.expectState('counter', 'running');
    await expect.poll(async () => (await memory()).count).toBeGreaterThan(0);
    const before = await memory();
    await engine.podman(['container', 'checkpoint', 'counter']);
    await gantry.expectState('counter', 'frozen');
    return before;
  };
  const expectGoesOn = async ({ word, count }: { word: string; count: number }): Promise<void> => {
    await gantry.expectState('counter', 'running');
    await expect.poll(async () => (await memory()).count).toBeGreaterThan(count);
    expect((await memory()).word).toBe(word);
  };

  await test.step('by mouse', async () => {
    const before = await freeze();
    await expect(gantry.row('counter')).toContainText(/Frozen .* ago/);
    await expect(gantry.row('counter')).not.toContainText('Exited');
    await window.getByRole('searchbox').fill('is:frozen');
    await gantry.select('counter');
    await expect(gantry.details.getByRole('region', { name: 'Life' })).toContainText(/Frozen.*when it is restored/);
    await expectAccessible(window, 'a frozen container');
    await gantry.more('Start…');
    await expect(dialog).toContainText('counter is frozen');
    await expectAccessible(window, 'the question before a start');
    await gantry.answer('Cancel');
    await gantry.expectState('counter', 'frozen');
    await window.getByRole('searchbox').fill('');
    await gantry.command('Restore');
    await expect(dialog).toContainText('goes on where it was frozen');
    await gantry.answer('Restore');
    await expect(dialog).toContainText('counter runs again');
    await gantry.answer('Close');
    await expectGoesOn(before);
  });

  await test.step('by keys', async () => {
    const before = await freeze();
    await keyboard.press('Control+f');
    await keyboard.press('Enter');
    await keyboard.press('Home');
    await keyboard.press('Shift+F10');
    await expect(window.getByRole('menuitem').first()).toContainText('Restore…');
    await keyboard.type('Start');
    await expect(focused).toContainText('Start…');
    await keyboard.press('Enter');
    await expect(dialog).toContainText('counter is frozen');
    await expect(dialog.getByRole('button', { name: 'Restore…' })).toBeFocused();
    await keyboard.press('Enter');
    await expect(dialog).toContainText('goes on where it was frozen');
    await keyboard.press('Enter');
    await expect(dialog).toContainText('counter runs again');
    await keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expectGoesOn(before);
  });

  await test.step('by its key', async () => {
    const before = await freeze();
    await keyboard.press('Control+f');
    await keyboard.press('Enter');
    await keyboard.press('r');
    await expect(dialog).toContainText('goes on where it was frozen');
    await keyboard.press('Enter');
    await expect(dialog).toContainText('counter runs again');
    await keyboard.press('Enter');
    await expectGoesOn(before);
  });

  await test.step('afresh, where that is chosen', async () => {
    const before = await freeze();
    await gantry.more('Start…');
    await gantry.answer('Start afresh');
    await gantry.expectState('counter', 'running');
    await expect.poll(async () => (await memory()).word).not.toBe(before.word);
  });

  await test.step('removed, with a word of what goes with it', async () => {
    await freeze();
    await keyboard.press('Control+f');
    await keyboard.press('Enter');
    await keyboard.press('Delete');
    await expect(dialog).toContainText('A checkpoint goes with it');
    await gantry.answer('Remove');
    await expect(gantry.row('counter')).toHaveCount(0);
  });
});

test('what looks at a container while it is frozen says so: its log ends, its terminal keeps how it ended', async ({
  engine,
  gantry,
  window,
  run,
}) => {
  await run('counter', 'sh', '-c', 'while :; do echo tick; sleep 0.2; done');
  await gantry.select('counter');
  await gantry.details.getByRole('tab', { name: 'Log' }).click();
  await expect(gantry.details).toContainText('Live');
  await gantry.command('Open a terminal');
  await gantry.terminal.expectPrompt();
  await engine.podman(['container', 'checkpoint', 'counter']);
  await gantry.expectState('counter', 'frozen');
  await expect(gantry.terminal.pane).toContainText('Ended by the freeze · Enter restores the container');
  await expect(gantry.details.getByText('Ended', { exact: true })).toBeVisible();
  await engine.podman(['container', 'restore', 'counter']);
  await gantry.expectState('counter', 'running');
  await expect(gantry.terminal.pane).toContainText('Ended by the freeze · Enter starts it again');
  await expect(gantry.details).toContainText('Live');
  await window.reload();
  await expect(gantry.terminal.status).toContainText('Ended by the freeze · Enter starts it again');
  await gantry.terminal.focus();
  await window.keyboard.press('Enter');
  await gantry.terminal.expectPrompt();
});
