import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { containerSample } from '../../bridge/testing/samples.ts';
import { useEngines } from '../../state/engines.ts';
import { initialSessions, useSessions } from '../../state/sessions.ts';
import { showList } from '../testing/screen.tsx';
import { runOrWhy } from './run-or-why.ts';

const row = (name: string) => page.getByRole('row', { name: new RegExp(`\\b${name}\\b`) });
const focusList = (): void => document.querySelector<HTMLElement>('[role=grid]')?.focus();
const running = containerSample(1, { name: 'web' });
const ended = containerSample(1, { name: 'web', state: 'exited' });
const paused = containerSample(1, { name: 'web', state: 'paused' });

test.for([
  ['{F5}', ended, { do: 'start' }],
  ['{Shift>}{F5}{/Shift}', running, { do: 'stop', timeoutSeconds: null }],
  ['{Control>}{Shift>}{F5}{/Shift}{/Control}', running, { do: 'restart', timeoutSeconds: null }],
  ['{F6}', running, { do: 'pause' }],
  ['{F6}', paused, { do: 'unpause' }],
] as const)('%s acts on what is selected', async ([keys, container, action]) => {
  const { bridge } = await showList([container]);
  focusList();
  await userEvent.keyboard(`{Home}${keys}`);
  await expect.poll(() => bridge.inputs('containers.act')).toMatchObject([{ containerId: container.id, action }]);
});

test('F8 asks how to checkpoint, and the menu names each key', async () => {
  await showList([running]);
  focusList();
  await userEvent.keyboard('{Home}{Shift>}{F10}{/Shift}');
  const item = (name: string) => page.getByRole('menuitem', { name, exact: true });
  for (const [name, keys] of [
    ['Stop', 'Shift+F5'],
    ['Stop with a time-out…', 'S'],
    ['Restart', 'Ctrl+Shift+F5'],
    ['Pause', 'F6'],
    ['Send a signal…', 'K'],
    ['Attach to its first process', 'A'],
    ['Freeze…', 'F8'],
  ] as const) {
    await expect.element(item(name)).toHaveAccessibleDescription(keys);
  }
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
  focusList();
  await userEvent.keyboard('{F8}');
  await expect.element(page.getByRole('dialog', { name: 'Freeze web' })).toBeVisible();
});

test('the toolbar’s menu and a row’s are one; without a selection they say so once', async () => {
  await showList([running]);
  const entries = () => [...document.querySelectorAll('[role=menuitem]')].map(({ textContent }) => textContent);
  await page.getByRole('button', { name: 'More' }).click();
  await expect.element(page.getByRole('menuitem').first()).toMatchTextContent(/^Nothing is selected$/);
  expect(entries().filter((words) => words?.includes('Nothing is selected'))).toHaveLength(1);
  await userEvent.keyboard('{Escape}');
  await page.getByRole('row', { name: /web/ }).click({ button: 'right' });
  await expect.element(page.getByRole('menu', { name: 'Selected containers' })).toBeVisible();
  const ofRow = entries();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
  await page.getByRole('button', { name: 'More' }).click();
  await expect.element(page.getByRole('menu', { name: 'More' })).toBeVisible();
  expect(entries()).toEqual(ofRow);
});

test.for([
  ['s', 'Stop web'],
  ['k', 'Send a signal to web'],
] as const)('%s asks: %s', async ([keys, name]) => {
  await showList([running]);
  focusList();
  await userEvent.keyboard(`{Home}${keys}`);
  await expect.element(page.getByRole('dialog', { name })).toBeVisible();
});

test('a attaches', async () => {
  useSessions.setState(initialSessions(), true);
  await showList([running]);
  focusList();
  await userEvent.keyboard('{Home}a');
  await expect.poll(() => useSessions.getState().opening).toMatchObject({ containerId: running.id, kind: 'attach' });
});

test.for([
  ['T', async () => userEvent.keyboard('{Home}t')],
  ['a double click', async () => row('web').dblClick()],
] as const)('%s on one that has ended says why no terminal opens, and starts it', async ([, open]) => {
  const { bridge } = await showList([ended]);
  focusList();
  await open();
  const why = row('web').getByRole('alert');
  await expect.element(why).toMatchTextContent('No terminal opens in web: it has ended.Start it, then press T.');
  expect(bridge.inputs('sessions.open')).toEqual([]);
  await page.getByRole('button', { name: 'Start it: web' }).click();
  await expect.poll(() => bridge.inputs('containers.act')).toMatchObject([{ action: { do: 'start' } }]);
  await expect.element(why).not.toBeInTheDocument();
});

const remark = page.getByRole('status', { name: 'Remark' });

test('a key that is refused says why at the row, where something would let it', async () => {
  const { bridge } = await showList([ended]);
  focusList();
  await userEvent.keyboard('{Home}{F8}');
  const why = row('web').getByRole('alert');
  await expect.element(why).toMatchTextContent('web can’t be frozen: it has ended.Start it, then press F8.');
  expect(bridge.inputs('containers.act')).toEqual([]);
});

test.for([
  ['{F5}', 'web can’t be started: it is running.'],
  ['r', 'web can’t be restored: it is not frozen.'],
] as const)('%s where there is nothing to do says so by the way, until the next command', async ([keys, words]) => {
  const { bridge } = await showList([running]);
  focusList();
  await userEvent.keyboard(`{Home}${keys}`);
  await expect.element(remark.getByText(words)).toBeVisible();
  expect(bridge.inputs('containers.act')).toEqual([]);
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  await userEvent.keyboard('{F6}');
  await expect.poll(() => bridge.inputs('containers.act')).toHaveLength(1);
  await expect.poll(() => remark.element().textContent).toBe('');
});

test('a key that is for one says so where several are selected, and a refusal doesn’t end what is being done', async () => {
  const { bridge } = await showList([running, containerSample(2, { name: 'db', state: 'exited' })]);
  bridge.answer({ 'containers.act': () => new Promise(() => {}) });
  focusList();
  await userEvent.keyboard('{End}{Control>}a{/Control}{F2}');
  await expect.element(remark).toMatchTextContent('Rename: select one container.');
  await userEvent.keyboard('{End}{F6}');
  await expect.poll(() => remark.element().textContent).toBe('');
  await userEvent.keyboard('{F6}');
  await expect.element(remark).toMatchTextContent('web can’t be paused: it is being paused.');
  expect(bridge.inputs('containers.act')).toHaveLength(1);
});

test('what is refused as the engine is away says so', async () => {
  await showList([running]);
  const [engine] = useEngines.getState().engines ?? [];
  if (engine === undefined) throw new Error('there is no engine');
  const error = { code: 'engine-unreachable', message: 'Gone.', engineMessage: null, hint: null } as const;
  runOrWhy('stop', { ...engine, connection: { state: 'lost', error, since: 0, nextTryAt: null } }, [running]);
  await expect.element(remark).toMatchTextContent('web can’t be stopped: no connection to');
});
