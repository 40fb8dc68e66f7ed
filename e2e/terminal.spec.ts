import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

test('a terminal: its end, again, search, clipboard, font, side, and nothing left behind', async ({
  engine,
  gantry,
  run,
  window,
}) => {
  await run('web', 'sleep', '1000');
  const { terminal } = gantry;
  const processes = async (): Promise<string> => (await engine.podman(['top', 'web', 'args'])).stdout;
  await gantry.select('web');
  await gantry.command('Open a terminal');
  await terminal.expectPrompt();

  await test.step('the exit code, and Enter starts it again', async () => {
    await terminal.run('echo before; exit 7');
    await expect(terminal.status).toContainText('Exited with code 7 · Enter starts it again');
    await terminal.restart();
    await terminal.expectPrompt();
    // Below what was there, and not over it.
    await terminal.run('echo after-$((1 + 1))');
    await terminal.expectText(/echo before; exit 7.*before.*echo after.*after-2/s);
    await expect(terminal.status).not.toContainText('Exited');
  });

  await test.step('characters of several bytes, cut wherever the engine cuts them', async () => {
    // Each of the four bytes by itself, with time between: every cut there can be.
    await terminal.run("for b in '\\360' '\\237' '\\246' '\\212'; do printf $b; sleep 0.1; done; echo '|'");
    await terminal.expectText('🦊|');
  });

  await test.step('search', async () => {
    await terminal.run('seq 100 300');
    await terminal.expectText('300');
    await window.keyboard.press('Control+Shift+f');
    await window.keyboard.type('17');
    const found = terminal.pane.getByRole('search').getByRole('status');
    // 117, 170 to 179, 217; and the line that was typed has none.
    await expect(found).toContainText('of 12');
    await window.keyboard.press('Escape');
    await expect(terminal.pane.getByRole('search')).toBeHidden();
  });

  await test.step('copy and paste; several lines only after a question', async () => {
    await putOnClipboard(window, 'echo pasted-$((1 + 1))');
    await window.keyboard.press('Control+Shift+v');
    await terminal.expectText('echo pasted-$((1 + 1))');
    await window.keyboard.press('Enter');
    await terminal.expectText('pasted-2');
    await putOnClipboard(window, 'echo a\necho b\n');
    await window.keyboard.press('Control+Shift+v');
    await expect(gantry.dialog).toContainText('Paste 2 lines?');
    await gantry.answer('Don’t paste');
  });

  await test.step('a larger font makes a smaller terminal, and the program knows', async () => {
    const before = await terminal.size();
    await terminal.focus();
    await window.keyboard.press('Control+=');
    await window.keyboard.press('Control+=');
    await expect.poll(async () => (await terminal.size()).rows).toBeLessThan(before.rows);
    await terminal.expectProgramKnowsSize();
    await window.keyboard.press('Control+0');
    await expect.poll(terminal.size).toEqual(before);
  });

  await test.step('beside the list, and below it again', async () => {
    const below = await terminal.size();
    await terminal.pane.getByRole('button', { name: 'Move to the side' }).click();
    await expect.poll(async () => (await terminal.size()).rows).toBeGreaterThan(below.rows);
    await terminal.focus();
    await terminal.expectProgramKnowsSize();
    await terminal.pane.getByRole('button', { name: 'Move to the bottom' }).click();
    await expect.poll(terminal.size).toEqual(below);
  });

  await test.step('a second tab; closing one at work asks, and ends it', async () => {
    await terminal.focus();
    await window.keyboard.press('Control+Shift+Backquote');
    await expect(terminal.tabs).toHaveCount(2);
    await terminal.expectPrompt();
    await terminal.run('sleep 4242');
    await expect.poll(processes).toContain('sleep 4242');
    await window.keyboard.press('Control+Shift+w');
    await expect(gantry.dialog).toContainText('Close this terminal?');
    await gantry.answer('Close and end it');
    await expect(terminal.tabs).toHaveCount(1);
    await expect.poll(processes).not.toContain('sleep 4242');
  });

  await test.step('a shell at its prompt is closed at once, and its process with it', async () => {
    await terminal.focus();
    await window.keyboard.press('Control+Shift+w');
    await expect(terminal.tabs).toHaveCount(0);
    await expect.poll(processes).not.toMatch(/ash|\bsh\b/);
  });
});

test('attach to a container’s own process: its screen, its input, its end', async ({ gantry, run }) => {
  await run('own', '/bin/sh', '-c', 'echo ready; read line; echo "got $line"; exit 5');
  const { terminal } = gantry;
  await gantry.select('own');
  await gantry.more('Attach');
  await expect(terminal.tabs.first()).toContainText('attached');
  await terminal.focus();
  await terminal.run('hello');
  await terminal.expectText('got hello');
  await expect(terminal.status).toContainText('Container exited with code 5');
  await gantry.expectState('own', 'exited');
});

test('a window that is loaded again finds its terminals, with what is on their screens', async ({
  gantry,
  run,
  window,
}) => {
  await run('web', 'sleep', '1000');
  await gantry.select('web');
  await gantry.command('Open a terminal');
  const { terminal } = gantry;
  await terminal.expectPrompt();
  await terminal.run('MARK=kept; echo is-$MARK');
  await terminal.expectText('is-kept');
  await window.reload();
  await terminal.expectText('is-kept');
  await terminal.focus();
  await terminal.run('echo still-$MARK');
  await terminal.expectText('still-kept');
});

test('what a container says can make the window do nothing', async ({ app, gantry, run, window }) => {
  const hostile = [
    '\\033]52;c;aG9zdGlsZQ==\\007', // the clipboard
    '\\033]0;<img src=x onerror=alert(1)>\\007', // a title
    '\\033]8;;file:///etc/passwd\\033\\\\click\\033]8;;\\033\\\\', // a link to a file
    '\\033[21t\\033[c\\033]10;?\\007', // questions whose answers would be typed
  ].join('');
  await run('bad', '/bin/sh', '-c', `read go; printf '${hostile}'; echo done; cat`);
  await app.evaluate(({ clipboard }) => clipboard.writeText('mine'));
  await gantry.select('bad');
  await gantry.more('Attach');
  const { terminal } = gantry;
  await terminal.focus();
  await terminal.run('go');
  await terminal.expectText('done');
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('mine');
  await expect(window.locator('img[src="x"]')).toHaveCount(0);
  await terminal.run('end of story');
  await terminal.expectText(/end of story\s*end of story/);
  // The title would have been told by an answer, typed into `cat`, and be said again by it.
  expect(await terminal.lines.textContent()).not.toContain('onerror');
});

async function putOnClipboard(window: Page, text: string): Promise<void> {
  await window.evaluate((words) => navigator.clipboard.writeText(words), text);
}
