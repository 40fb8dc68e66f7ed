import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useSessions } from '../state/sessions.ts';
import { expectAccessible } from '../ui/testing/expect-accessible.ts';
import { expectTerminalHasKeys, rows, screen, web } from './testing/look.ts';
import { showSessions } from './testing/pane.tsx';

beforeEach(() => {
  vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('the menu', () => {
  const menu = () => page.getByRole('menu', { name: 'Terminal' });
  const entry = (name: string) => page.getByRole('menuitem', { name, exact: true });

  test('copies what is selected, and selects all', async () => {
    const { port } = await showSessions(web);
    port.output('copy me');
    await expect.element(rows()).toMatchTextContent('copy me');
    await screen().click({ button: 'right' });
    await expect.element(menu()).toBeVisible();
    await expectAccessible();
    await expect.element(entry('Copy')).toHaveAttribute('aria-disabled', 'true');
    await entry('Select all').click();
    await expect.element(menu()).not.toBeInTheDocument();
    await screen().click({ button: 'right' });
    await entry('Copy').click();
    await expect.poll(() => vi.mocked(navigator.clipboard.writeText).mock.calls.flat().join().trim()).toBe('copy me');
    await expectTerminalHasKeys();
  });

  test('opens the search, which then has the keys', async () => {
    await showSessions(web);
    await page.getByRole('button', { name: 'More' }).click();
    await entry('Search…').click();
    await expect.element(page.getByRole('searchbox')).toHaveFocus();
  });

  test('leaves the right button to a program that wants the mouse, unless Shift is held', async () => {
    const { port } = await showSessions(web);
    port.output('\x1b[?1000hmouse');
    await expect.element(rows()).toMatchTextContent('mouse');
    await screen().click({ button: 'right' });
    await expect.poll(() => port.input).toContain('\x1b[M');
    await expect.element(menu()).not.toBeInTheDocument();
    await screen().click({ button: 'right', modifiers: ['Shift'] });
    await expect.element(menu()).toBeVisible();
  });

  test('changes the font, and the program learns its new size', async () => {
    const { port } = await showSessions(web);
    port.output('$ ');
    await expect.element(rows()).toMatchTextContent('$');
    await page.getByRole('button', { name: 'More' }).click();
    await entry('Larger font').click();
    await expect.poll(() => port.sizes.length).toBe(1);
    await userEvent.keyboard('{Control>}0{/Control}');
    await expect.poll(() => port.sizes.length).toBe(2);
    expect(useSessions.getState().fontSize).toBe(13);
  });

  test('puts the text where screen readers find it, and remembers that', async () => {
    const { port } = await showSessions(web);
    port.output('read me');
    await expect.element(rows()).toMatchTextContent('read me');
    await page.getByRole('button', { name: 'More' }).click();
    await entry('Tell screen readers what is written').click();
    await expect.element(page.getByRole('listitem').filter({ hasText: 'read me' })).toBeInTheDocument();
    await expectAccessible();
    expect(JSON.parse(localStorage.getItem('gantry.terminal') ?? '')).toMatchObject({ screenReader: true });
  });
});

test('lines are selected and copied by keys alone, and none of them goes to the program', async () => {
  const { port } = await showSessions(web);
  port.output('one\r\ntwo\r\nthree');
  await expect.element(rows()).toMatchTextContent('three');
  await expectTerminalHasKeys();
  const copied = async (keys: string): Promise<string | undefined> => {
    await userEvent.keyboard(`{Control>}{Shift>}${keys}C{/Shift}{/Control}`);
    return vi.mocked(navigator.clipboard.writeText).mock.calls.at(-1)?.[0].trim();
  };
  expect(await copied('{ArrowUp}')).toBe('three');
  expect(await copied('{ArrowUp}{ArrowUp}')).toBe('one\ntwo\nthree');
  expect(await copied('{ArrowDown}')).toBe('two\nthree');
  expect(port.input).toBe('');
});
