import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { GantryError } from '../../shared/errors.ts';
import type { SessionSummary } from '../../shared/session.ts';
import { expectAccessible } from '../details/testing/expect-accessible.ts';
import { openSession, setPaneOpen, useSessions } from '../state/sessions.ts';
import { FakeMain, selectContainer, showPane } from './testing/pane.tsx';
import { type FakeSession, summary } from './testing/stage.ts';

let main: FakeMain;

/** The pane with these sessions, the first of which is in front and has the keys. */
async function show(...sessions: SessionSummary[]): Promise<FakeSession> {
  main = new FakeMain(sessions);
  await expect.poll(() => useSessions.getState().sessions.length).toBe(sessions.length);
  useSessions.setState({ activeId: sessions[0]?.id ?? null });
  setPaneOpen(true);
  await showPane();
  return main.port(sessions[0]?.id ?? '');
}

const web = summary({ id: 'web', containerName: 'web', command: ['/bin/bash'] });
const db = summary({ id: 'db', containerName: 'orders-db', command: ['psql', '-U', 'postgres'] });

const rows = () =>
  page.elementLocator(document.querySelector('[data-terminal]:not([hidden]) .xterm-rows') ?? document.body);
const screen = () =>
  page.elementLocator(document.querySelector('[data-terminal]:not([hidden]) .xterm-screen') ?? document.body);
const status = () => page.getByRole('status').first();
const dialog = () => page.getByRole('alertdialog');
const keysIn = (selector: string) => expect.poll(() => document.activeElement?.closest(selector)?.tagName);
const expectTerminalHasKeys = () => keysIn('[data-terminal]:not([hidden])').toBeTruthy();

beforeEach(() => {
  vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
});
afterEach(() => {
  main.dispose();
  vi.restoreAllMocks();
});

describe('without a terminal', () => {
  beforeEach(() => {
    main = new FakeMain();
    setPaneOpen(true);
  });

  test('the pane teaches how to come by one, and opens it in the selected container at its own size', async () => {
    const { id } = selectContainer();
    await showPane();
    await expect.element(page.getByText('No terminals yet')).toBeVisible();
    await expectAccessible();
    await page.getByRole('button', { name: 'Open one in web' }).click();
    await expect.element(page.getByRole('tab', { name: 'web: /bin/bash, running' })).toBeVisible();
    const terminal = document.querySelector('[title="Columns × rows"]')?.textContent;
    const [request] = main.bridge.inputs('sessions.open');
    expect(request).toMatchObject({ containerId: id, kind: 'exec', command: null });
    const { columns, rows: lines } = Reflect.get(Object(request), 'size');
    expect(`${columns} × ${lines}`).toBe(terminal);
    expect(columns).toBeGreaterThan(90);
    // It can be typed in at once.
    await expectTerminalHasKeys();
    await userEvent.keyboard('ls');
    const port = await main.port('session-1');
    await expect.poll(() => port.input).toBe('ls');
  });

  test('nothing is offered that can’t be done', async () => {
    selectContainer({ state: 'exited' });
    await showPane();
    await expect.element(page.getByText('No terminals yet')).toBeVisible();
    await expect.element(page.getByRole('button', { name: /Open one/ })).not.toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: 'New terminal' })).toHaveAttribute('aria-disabled', 'true');
  });

  test('what takes long is said, and what fails in the engine’s own words, with a way on', async () => {
    const failed = Promise.withResolvers<never>();
    main.bridge.answer({ 'sessions.open': () => failed.promise });
    await showPane();
    const opening = openSession('engine-1', 'container-1', 'exec');
    await expect.element(page.getByText('Opening a terminal…')).toBeVisible();
    failed.reject(
      new GantryError({ code: 'engine-failed', message: 'Nothing was opened in web.', engineMessage: 'no space left' }),
    );
    expect(await opening).toBeNull();
    const alert = page.getByRole('alert');
    await expect.element(alert).toMatchTextContent('no space left');
    await expectAccessible();
    main.bridge.answer({ 'sessions.open': () => summary({ id: 'again' }) });
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect.element(page.getByRole('tab')).toBeVisible();
    await expect.element(alert).not.toBeInTheDocument();
    expect(main.bridge.inputs('sessions.open')[1]).toEqual(main.bridge.inputs('sessions.open')[0]);
  });
});

describe('a session', () => {
  test('that has ended says its code, and Enter starts it again; no other key reaches a program', async () => {
    const port = await show(web);
    port.output('bye\r\n');
    main.tell('web', { state: 'ended', exitCode: 3 });
    await expect.element(status()).toHaveTextContent('Exited with code 3 · Enter starts it again');
    await expect.element(page.getByRole('tab', { name: /ended/ })).toBeVisible();
    await expectTerminalHasKeys();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => main.bridge.inputs('sessions.restart')).toEqual([{ sessionId: 'web' }]);
    await expect.element(status()).toHaveTextContent('');
    expect(port.input).toBe('');
    await expect.element(rows()).toMatchTextContent('bye');
  });

  test('that could not begin says why, and what else can be done', async () => {
    const error = {
      code: 'not-found',
      message: 'There is no shell in web.',
      engineMessage: null,
      hint: 'Attach.',
    } as const;
    await show(summary({ id: 'web', containerId: 'c', state: { state: 'failed', error } }));
    const alert = page.getByRole('alert');
    await expect.element(alert).toMatchTextContent('There is no shell in web.');
    await expectAccessible();
    await alert.getByRole('button', { name: 'Attach to its first process' }).click();
    await expect.poll(() => main.bridge.inputs('sessions.open')).toMatchObject([{ containerId: 'c', kind: 'attach' }]);
    await expect.element(alert).not.toBeInTheDocument();
  });

  test('has a tab whose title a program may set, but not bend', async () => {
    const port = await show(web, db);
    port.output('\x1b]0;evil\u202e\u2066 title\x07');
    await expect.element(page.getByRole('tab', { name: 'web: evil title, running' })).toBeVisible();
    await page.getByRole('tab', { name: /orders-db/ }).click();
    port.output('\x07');
    await expect.element(page.getByRole('tab', { name: /the bell rang/ })).toBeVisible();
    await page.getByRole('tab', { name: /web/ }).click();
    await expect.element(page.getByRole('tab', { name: /the bell rang/ })).not.toBeInTheDocument();
  });
});

describe('the keys', () => {
  test('leave the terminal by one that is shown, choose among the tabs, and come back', async () => {
    await show(web, db, summary({ id: 'log', containerName: 'log' }));
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
    await show(web, db);
    await expectTerminalHasKeys();
    await userEvent.keyboard('{Control>}{PageDown}{/Control}');
    await expect.element(page.getByRole('tab', { name: /orders-db/ })).toHaveAttribute('aria-selected', 'true');
    const port = await main.port('db');
    await expectTerminalHasKeys();
    await userEvent.keyboard('x');
    await expect.poll(() => port.input).toBe('x');
  });

  test('go back to where they were when the pane is hidden, and into the terminal when it is shown', async () => {
    main = new FakeMain([web]);
    await showPane();
    await page.getByRole('button', { name: 'Elsewhere' }).click();
    setPaneOpen(true);
    await expectTerminalHasKeys();
    setPaneOpen(false);
    await expect.element(page.getByRole('button', { name: 'Elsewhere' })).toHaveFocus();
  });

  test('aren’t taken from who is elsewhere', async () => {
    await show(web, db);
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
    await show(db, web);
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
    const port = await show(web);
    port.output('root@web:/# ');
    await expect.element(rows()).toMatchTextContent('root@web:/#');
    await userEvent.keyboard('{Control>}{F6}{/Control}');
    await userEvent.keyboard('{Delete}');
    await expect.poll(() => main.bridge.inputs('sessions.close')).toEqual([{ sessionId: 'web' }]);
    await expect.element(page.getByText('No terminals yet')).toBeVisible();
  });

  test('that fails is said, and the tab is there again', async () => {
    await show(summary({ id: 'web', kind: 'attach' }));
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

describe('pasting', () => {
  function pasteNatively(text: string): void {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.querySelector('[data-terminal] textarea')?.dispatchEvent(event);
  }

  test('one line goes in at once, by the key as by the middle button', async () => {
    const port = await show(web);
    vi.spyOn(navigator.clipboard, 'readText').mockResolvedValue('by key ');
    await expectTerminalHasKeys();
    await userEvent.keyboard('{Control>}{Shift>}V{/Shift}{/Control}');
    await expect.poll(() => port.input).toBe('by key ');
    pasteNatively('by button');
    await expect.poll(() => port.input).toBe('by key by button');
  });

  test('several lines ask, and nothing is pasted without a yes', async () => {
    const port = await show(web);
    pasteNatively('ls\nrm -r /\u202e\n');
    await expect.element(dialog()).toMatchTextContent('Paste 2 lines?');
    await expect.element(page.getByRole('region', { name: 'What will be pasted' })).toMatchTextContent('rm -r /�');
    await expectAccessible();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog()).not.toBeInTheDocument();
    await expectTerminalHasKeys();
    expect(port.input).toBe('');
    pasteNatively('ls\ndf\n');
    await dialog().getByRole('button', { name: 'Paste', exact: true }).click();
    await expect.poll(() => port.input).toBe('ls\rdf\r');
    await expectTerminalHasKeys();
  });

  test('control characters are taken out, which is said', async () => {
    const port = await show(web);
    port.output('\x1b[?2004h');
    await vi.waitFor(() => expect(port.acknowledged).toBe(8));
    pasteNatively('a\x1b[201~b');
    await expect.element(dialog()).toMatchTextContent('A control character was in the text');
    await dialog().getByRole('button', { name: 'Paste', exact: true }).click();
    await expect.poll(() => port.input).toBe('\x1b[200~a[201~b\x1b[201~');
  });

  test('a clipboard that can’t be read is told', async () => {
    await show(web);
    vi.spyOn(navigator.clipboard, 'readText').mockRejectedValue(new Error('not allowed'));
    await expectTerminalHasKeys();
    await userEvent.keyboard('{Control>}{Shift>}V{/Shift}{/Control}');
    await expect.element(page.getByRole('alert')).toMatchTextContent('The clipboard could not be read.');
    await expect.element(page.getByRole('alert')).toMatchTextContent('not allowed');
  });
});

describe('searching', () => {
  const field = () => page.getByRole('searchbox', { name: 'Search in the terminal' });
  // The search says it before the line below does.
  const found = () => status();
  const selected = () => document.querySelector('.xterm-selection div') ?? document.body;
  const hex = (element: Element) =>
    `#${(getComputedStyle(element).backgroundColor.match(/\d+/g) ?? []).map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;
  const marks = () => document.querySelectorAll('.xterm-decoration-container > *').length;

  test('finds from the newest to the oldest, counts, and leaves no marks', async () => {
    const port = await show(web);
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
    await expect.element(found()).toMatchTextContent('Not a regular expression');
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
    await show(web);
    await expectTerminalHasKeys();
    await userEvent.keyboard('{Control>}{Shift>}F{/Shift}{/Control}old');
    await page.getByRole('tab').click();
    await expectTerminalHasKeys();
    await userEvent.keyboard('{Control>}{Shift>}F{/Shift}{/Control}new');
    await expect.element(field()).toHaveValue('new');
  });
});

describe('the menu', () => {
  const menu = () => page.getByRole('menu', { name: 'Terminal' });
  const entry = (name: RegExp | string) => page.getByRole('menuitem', { name });

  test('copies what is selected, and selects all', async () => {
    const port = await show(web);
    port.output('copy me');
    await expect.element(rows()).toMatchTextContent('copy me');
    await screen().click({ button: 'right' });
    await expect.element(menu()).toBeVisible();
    await expectAccessible();
    await expect.element(entry(/^Copy/)).toHaveAttribute('aria-disabled', 'true');
    await entry('Select all').click();
    await expect.element(menu()).not.toBeInTheDocument();
    await screen().click({ button: 'right' });
    await entry(/^Copy/).click();
    await expect.poll(() => vi.mocked(navigator.clipboard.writeText).mock.calls.flat().join().trim()).toBe('copy me');
    await expectTerminalHasKeys();
  });

  test('opens the search, which then has the keys', async () => {
    await show(web);
    await page.getByRole('button', { name: 'More' }).click();
    await entry(/Search/).click();
    await expect.element(page.getByRole('searchbox')).toHaveFocus();
  });

  test('leaves the right button to a program that wants the mouse, unless Shift is held', async () => {
    const port = await show(web);
    port.output('\x1b[?1000hmouse');
    await expect.element(rows()).toMatchTextContent('mouse');
    await screen().click({ button: 'right' });
    await expect.poll(() => port.input).toContain('\x1b[M');
    await expect.element(menu()).not.toBeInTheDocument();
    await screen().click({ button: 'right', modifiers: ['Shift'] });
    await expect.element(menu()).toBeVisible();
  });

  test('changes the font, and the program learns its new size', async () => {
    const port = await show(web);
    port.output('$ ');
    await expect.element(rows()).toMatchTextContent('$');
    await page.getByRole('button', { name: 'More' }).click();
    await entry(/Larger font/).click();
    await expect.poll(() => port.sizes.length).toBe(1);
    await userEvent.keyboard('{Control>}0{/Control}');
    await expect.poll(() => port.sizes.length).toBe(2);
    expect(useSessions.getState().fontSize).toBe(13);
  });

  test('puts the text where screen readers find it, and remembers that', async () => {
    const port = await show(web);
    port.output('read me');
    await expect.element(rows()).toMatchTextContent('read me');
    await page.getByRole('button', { name: 'More' }).click();
    await entry('Tell screen readers what is written').click();
    await expect.element(page.getByRole('listitem').filter({ hasText: 'read me' })).toBeInTheDocument();
    await expectAccessible();
    expect(JSON.parse(localStorage.getItem('gantry.terminal') ?? '')).toMatchObject({ screenReader: true });
  });
});

test('the pane goes to the side at the user’s choice, and remembers it', async () => {
  await show(web);
  await page.getByRole('button', { name: 'Move to the side' }).click();
  expect(useSessions.getState().dock).toBe('side');
  expect(JSON.parse(localStorage.getItem('gantry.terminal') ?? '')).toMatchObject({ dock: 'side' });
  await expect.element(page.getByRole('button', { name: 'Move to the bottom' })).toBeVisible();
});
