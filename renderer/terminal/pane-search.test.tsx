import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible } from '../ui/testing/expect-accessible.ts';
import { expectTerminalHasKeys, rows, status, web } from './testing/look.ts';
import { showSessions } from './testing/pane.tsx';

describe('searching', () => {
  const field = () => page.getByRole('searchbox', { name: 'Search in the terminal' });
  // The search says it before the line below does.
  const found = () => status();
  const selected = () => document.querySelector('.xterm-selection div') ?? document.body;
  const hex = (element: Element) =>
    `#${(getComputedStyle(element).backgroundColor.match(/\d+/g) ?? []).map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;
  const marks = () => document.querySelectorAll('.xterm-decoration-container > *').length;

  test('finds from the newest to the oldest, counts, and leaves no marks', async () => {
    const { port } = await showSessions(web);
    port.output('error one\r\nfine\r\nError two\r\n$ ');
    await expect.element(rows()).toMatchTextContent('two');
    await userEvent.keyboard('{Control>}{Shift>}F{/Shift}{/Control}');
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard('error');
    await expect.element(found()).toMatchTextContent('2 of 2');
    await expect.poll(marks).toBeGreaterThan(0);
    // The place where it stands looks otherwise than the other one.
    const colours = getComputedStyle(document.documentElement);
    expect(hex(selected())).toBe(colours.getPropertyValue('--terminal-match-active').trim());
    await userEvent.keyboard('{Enter}');
    await expect.element(found()).toMatchTextContent('1 of 2');
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
    await expect.element(found()).toMatchTextContent('2 of 2');
    await expectAccessible();
    await page.getByRole('button', { name: 'Match case' }).click();
    await expect.element(found()).toMatchTextContent('1 of 1');
    await page.getByRole('button', { name: 'Regular expression' }).click();
    await field().fill('(');
    await expect.element(found()).toMatchTextContent('Invalid pattern');
    await field().fill('t[wx]o');
    await expect.element(found()).toMatchTextContent('1 of 1');
    await field().fill('nowhere');
    await expect.element(found()).toMatchTextContent('Nothing found');
    await userEvent.keyboard('{Escape}');
    await expect.element(field()).not.toBeInTheDocument();
    await expectTerminalHasKeys();
    expect(marks()).toBe(0);
    expect(port.input).toBe('');
  });

  test('asked for once more, the field has the keys, with its text to be typed over', async () => {
    await showSessions(web);
    await expectTerminalHasKeys();
    await userEvent.keyboard('{Control>}{Shift>}F{/Shift}{/Control}old');
    await page.getByRole('tab').click();
    await expectTerminalHasKeys();
    await userEvent.keyboard('{Control>}{Shift>}F{/Shift}{/Control}new');
    await expect.element(field()).toHaveValue('new');
  });
});
