import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { GantryError } from '../../shared/errors.ts';
import { openSession, setPaneOpen, useSessions } from '../state/sessions.ts';
import { expectAccessible } from '../ui/testing/expect-accessible.ts';
import { db, dialog, expectTerminalHasKeys, rows, web } from './testing/look.ts';
import { FakeMain, showPane, showSessions } from './testing/pane.tsx';
import { summary } from './testing/stage.ts';

describe('the keys', () => {
  test('leave the terminal by one that is shown, choose among the tabs, and come back', async () => {
    const { main } = await showSessions(web, db, summary({ id: 'log', containerName: 'log' }));
    await expectTerminalHasKeys();
    await expect.element(page.getByText('Ctrl+F6 leaves the terminal')).toBeVisible();
    await userEvent.keyboard('{Control>}{F6}{/Control}');
    const tab = (name: RegExp) => page.getByRole('tab', { name });
    await expect.element(tab(/web/)).toHaveFocus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(tab(/orders-db/)).toHaveFocus();
    await expect.element(tab(/orders-db/)).toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{End}');
    await expect.element(tab(/log/)).toHaveFocus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(tab(/web/)).toHaveFocus();
    await userEvent.keyboard('{ArrowLeft}{Home}');
    await expect.element(tab(/web/)).toHaveFocus();
    // From the tab the focus goes on, backwards out of the pane.
    await userEvent.tab({ shift: true });
    await expect.element(page.getByRole('button', { name: 'Elsewhere' })).toHaveFocus();
    await userEvent.tab();
    await userEvent.tab();
    await expect.element(page.getByRole('button', { name: 'New terminal in web' })).toHaveFocus();
    await userEvent.tab({ shift: true });
    await userEvent.keyboard('{Enter}');
    await expectTerminalHasKeys();
    expect((await main.port('web')).input).toBe('');
  });

  test('change the tab from inside of a terminal, and are then in the other one', async () => {
    const { main } = await showSessions(web, db);
    await expectTerminalHasKeys();
    await userEvent.keyboard('{Control>}{PageDown}{/Control}');
    await expect.element(page.getByRole('tab', { name: /orders-db/ })).toHaveAttribute('aria-selected', 'true');
    const port = await main.port('db');
    await expectTerminalHasKeys();
    await userEvent.keyboard('x');
    await expect.poll(() => port.input).toBe('x');
  });

  test('go back to where they were when the pane is hidden, and into the terminal when it is shown', async () => {
    new FakeMain([web]);
    await showPane();
    await page.getByRole('button', { name: 'Elsewhere' }).click();
    setPaneOpen(true);
    await expectTerminalHasKeys();
    setPaneOpen(false);
    await expect.element(page.getByRole('button', { name: 'Elsewhere' })).toHaveFocus();
  });

  test('are given to a terminal that is asked for from elsewhere while another is shown', async () => {
    const { main } = await showSessions(web);
    await page.getByRole('button', { name: 'Elsewhere' }).click();
    await openSession('engine-1', 'container-1', 'exec');
    await expect.element(page.getByRole('tab')).toHaveLength(2);
    await expectTerminalHasKeys();
    await userEvent.keyboard('x');
    await expect.poll(async () => (await main.port('session-2')).input).toBe('x');
    expect((await main.port('web')).input).toBe('');
  });

  test('aren’t taken from who is elsewhere', async () => {
    const { main } = await showSessions(web, db);
    await page.getByRole('button', { name: 'Elsewhere' }).click();
    useSessions.setState({ activeId: 'db' });
    const port = await main.port('db');
    port.output('ready');
    await expect.element(rows()).toMatchTextContent('ready');
    await expect.element(page.getByRole('button', { name: 'Elsewhere' })).toHaveFocus();
  });
});

describe('closing', () => {
  test('a program that may be at work asks; keeping it changes nothing', async () => {
    const { main } = await showSessions(db, web);
    await expectTerminalHasKeys();
    await userEvent.keyboard('{Control>}{Shift>}W{/Shift}{/Control}');
    await expect.element(dialog()).toMatchTextContent('psql -U postgres may be at work in orders-db');
    await expectAccessible();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog()).not.toBeInTheDocument();
    await expectTerminalHasKeys();
    expect(main.bridge.inputs('sessions.close')).toEqual([]);
    await userEvent.keyboard('{Control>}{Shift>}W{/Shift}{/Control}');
    await dialog().getByRole('button', { name: 'Close and end it' }).click();
    await expect.poll(() => main.bridge.inputs('sessions.close')).toEqual([{ sessionId: 'db' }]);
    await expect.element(page.getByRole('tab')).toMatchTextContent('web');
    await expectTerminalHasKeys();
  });

  test('a shell that waits at its prompt, by Delete on its tab, does not', async () => {
    const { main, port } = await showSessions(web);
    port.output('root@web:/# ');
    await expect.element(rows()).toMatchTextContent('root@web:/#');
    await userEvent.keyboard('{Control>}{F6}{/Control}');
    await userEvent.keyboard('{Delete}');
    await expect.poll(() => main.bridge.inputs('sessions.close')).toEqual([{ sessionId: 'web' }]);
    await expect.element(page.getByText('No terminals yet')).toBeVisible();
  });

  test.for([
    ['has something in the background', ['/bin/bash', 'sleep 1000'], 'sleep 1000 may be at work'],
    ['has another program in its place', ['python3'], 'python3 may be at work'],
    ['nobody can look into', null, '/bin/bash may be at work'],
  ] as const)('a shell whose prompt is seen but which %s asks', async ([_, programs, words]) => {
    const { main, port } = await showSessions(web);
    main.bridge.answer({ 'sessions.programs': () => (programs === null ? null : [...programs]) });
    port.output('>>> ');
    await expect.element(rows()).toMatchTextContent('>>>');
    await expectTerminalHasKeys();
    await userEvent.keyboard('{Control>}{Shift>}W{/Shift}{/Control}');
    await expect.element(dialog()).toMatchTextContent(words);
    expect(main.bridge.inputs('sessions.close')).toEqual([]);
  });

  test('that fails is said, and the tab is there again', async () => {
    const { main } = await showSessions(summary({ id: 'web', kind: 'attach' }));
    main.bridge.answer({
      'sessions.close': () => {
        throw new GantryError({
          code: 'engine-failed',
          message: 'The command could not be ended.',
          engineMessage: 'busy',
        });
      },
    });
    await expectTerminalHasKeys();
    await userEvent.keyboard('{Control>}{Shift>}W{/Shift}{/Control}');
    await expect.element(page.getByRole('alert')).toMatchTextContent('busy');
    await expect.element(page.getByRole('tab')).toBeVisible();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  });
});

test('the pane goes to the side at the user’s choice, and remembers it', async () => {
  await showSessions(web);
  await page.getByRole('button', { name: 'Move to the side' }).click();
  expect(useSessions.getState().dock).toBe('side');
  expect(JSON.parse(localStorage.getItem('gantry.terminal') ?? '')).toMatchObject({ dock: 'side' });
  await expect.element(page.getByRole('button', { name: 'Move to the bottom' })).toBeVisible();
  await expectTerminalHasKeys();
});

test('the tab in front stays in view when the pane is made narrower', async () => {
  const many = [1, 2, 3, 4, 5, 6].map((number) => summary({ id: `s${number}`, containerName: `box-${number}` }));
  await showSessions(...many);
  await expectTerminalHasKeys();
  useSessions.setState({ activeId: 's6' });
  const tab = page.getByRole('tab', { name: /^box-6 / });
  await expect.element(tab).toHaveAttribute('aria-selected', 'true');
  await page.viewport(420, 500);
  const list = page.getByRole('tablist');
  const right = (part: typeof tab) => part.element().getBoundingClientRect().right;
  await expect.poll(() => list.element().scrollWidth - list.element().clientWidth).toBeGreaterThan(100);
  await expect.poll(() => right(tab) - right(list)).toBeLessThanOrEqual(0);
});

test('an attached terminal says how one detaches, and what then becomes of the process', async () => {
  const { main } = await showSessions(summary({ id: 'web', kind: 'attach', command: ['nginx', '-g', 'daemon off;'] }));
  const closing = page.getByTitle('Ctrl+Shift+W detaches, the container’s process runs on');
  await expect.element(closing).toBeVisible();
  const way = page.getByText(/^Ctrl\+F6 leaves/).element();
  const right = (element: Element) => element.getBoundingClientRect().right;
  const isCut = (element: Element) => element.scrollWidth > element.clientWidth;
  expect(isCut(closing.element())).toBe(false);
  // In a pane at the side the others give way to it, and tell all under the pointer.
  await page.viewport(376, 360);
  await expect.poll(() => isCut(closing.element())).toBe(true);
  expect(right(way)).toBeLessThanOrEqual(376);
  expect(right(closing.element())).toBeLessThan(way.getBoundingClientRect().left);
  main.tell('web', { state: 'ended', exitCode: 1 });
  const end = page.getByTitle('Container exited with code 1 · Enter starts it again');
  await expect.element(end).toBeVisible();
  expect(right(way)).toBeLessThanOrEqual(376);
  expect(right(end.element())).toBeLessThan(way.getBoundingClientRect().left);
});
