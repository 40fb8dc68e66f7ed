import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { containerSample } from './bridge/testing/samples.ts';
import { setDetailsOpen, showContainer, useNavigation } from './state/navigation.ts';
import { useSessions } from './state/sessions.ts';
import { showApp } from './testing/app.tsx';

const boxes = [1, 2, 3].map((number) => containerSample(number, { state: 'exited' }));
const [one, two, three] = boxes as [(typeof boxes)[0], (typeof boxes)[0], (typeof boxes)[0]];
const engineId = 'podman-root';
const list = () => page.getByRole('grid', { name: 'Containers' });
const activeId = () => useNavigation.getState().activeId;

test('at the start the list has the keys', async () => {
  await showApp(boxes);
  await expect.element(list()).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}');
  expect(activeId()).toBe(two.id);
});

test('a screen that is chosen by a key has them, wherever they were', async () => {
  await showApp(boxes);
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Create a container' });
  await expect.element(dialog).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  await userEvent.keyboard('{Control>}2{/Control}');
  const gridWithKeys = () => document.activeElement?.closest('[role=grid]')?.getAttribute('aria-label');
  await expect.poll(gridWithKeys).toBe('Checkpoints');
  const row = (name: RegExp) => page.getByRole('row', { name });
  await expect.element(row(/^orders-db/)).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(row(/^playground/)).toHaveAttribute('aria-selected', 'true');
  await userEvent.keyboard('{Home}');
  await expect.element(row(/^orders-db/)).toHaveFocus();
  await expect.element(row(/^orders-db/)).toHaveAttribute('aria-selected', 'true');
  await userEvent.keyboard('{Control>}a{/Control}');
  expect(document.getSelection()?.toString()).toBe('');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('dialog', { name: 'Restore orders-db' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(row(/^orders-db/)).toHaveFocus();
  await userEvent.keyboard('{Control>}4{/Control}');
  const engines = page.getByRole('region', { name: 'Engines and this machine' });
  await expect.element(engines).toHaveFocus();
  expect(getComputedStyle(engines.element()).outlineStyle).toBe('none');
  await userEvent.keyboard('{Control>}1{/Control}');
  await expect.element(list()).toHaveFocus();
});

test('after a removal they are at the row that took the place, which isn’t selected', async () => {
  const bridge = await showApp(boxes);
  await expect.element(list()).toHaveFocus();
  await userEvent.keyboard('{Home}{ArrowDown}{Delete}');
  await expect.element(page.getByRole('alertdialog')).toMatchTextContent('Remove box-2?');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  bridge.push('containers.patch', { engineId, revision: 2, changed: [], removed: [two.id] });
  await expect.poll(activeId).toBe(three.id);
  await expect.element(list()).toHaveFocus();
  expect(useNavigation.getState().selection.has(three.id)).toBe(false);
  bridge.push('containers.patch', { engineId, revision: 3, changed: [], removed: [three.id] });
  await expect.poll(activeId).toBe(one.id);
});

test('after the last filtered row is gone they are at the way on, and then at the list again', async () => {
  const bridge = await showApp(boxes);
  await page.getByRole('searchbox', { name: 'Filter the containers' }).fill('box-2');
  await userEvent.keyboard('{Enter}');
  await expect.element(list()).toHaveFocus();
  bridge.push('containers.patch', { engineId, revision: 2, changed: [], removed: [two.id] });
  await expect.element(page.getByRole('button', { name: 'Clear the filter' })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(list()).toHaveFocus();
});

test('what leads to a container leaves them in the list', async () => {
  await showApp(boxes);
  await userEvent.keyboard('{Control>}2{/Control}');
  await page.getByRole('row', { name: /^playground/ }).click();
  await page.getByRole('button', { name: 'Restore…' }).element().focus();
  showContainer(three.id);
  await expect.element(list()).toHaveFocus();
  expect(activeId()).toBe(three.id);
});

test('Escape leads out of the details, to the list', async () => {
  await showApp(boxes);
  await expect.element(list()).toHaveFocus();
  await userEvent.keyboard('{Home}{Enter}');
  await expect.element(page.getByRole('tab', { name: 'Overview' })).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(list()).toHaveFocus();
  expect(useNavigation.getState().selection.size).toBe(1);
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('tab', { name: 'Overview' })).toHaveFocus();
  await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
  await expect.element(page.getByRole('tooltip')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(list()).toHaveFocus();
});

test('Ctrl+A selects nothing of the page, and in a field what is written there', async () => {
  await showApp(boxes);
  await expect.element(list()).toHaveFocus();
  const all = '{Control>}a{/Control}';
  await userEvent.keyboard(`{Control>}f{/Control}box-2${all}`);
  const { selectionStart, selectionEnd } = document.activeElement as HTMLInputElement;
  expect([selectionStart, selectionEnd]).toEqual([0, 5]);
  await page.getByRole('button', { name: 'Create', exact: true }).element().focus();
  await userEvent.keyboard(all);
  expect(document.getSelection()?.isCollapsed).toBe(true);
});

test('what was created has them, wherever they were, also when it is listed a moment later', async () => {
  const made = containerSample(9);
  const bridge = await showApp(boxes, {
    'containers.create': () => ({ containerId: made.id, startError: null, warnings: [] }),
  });
  await expect.element(list()).toHaveFocus();
  await userEvent.keyboard('{Home}');
  page.getByRole('button', { name: 'Start' }).element().focus();
  await userEvent.keyboard('{Control>}n{/Control}');
  await expect.element(page.getByRole('dialog', { name: 'Create a container' })).toBeVisible();
  await userEvent.keyboard('sample{Enter}');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  await expect.element(list()).toHaveFocus();
  bridge.push('containers.patch', { engineId, revision: 2, changed: [made], removed: [] });
  await expect.element(page.getByRole('row', { name: /box-9/ })).toBeVisible();
  expect(activeId()).toBe(made.id);
});

test('in an empty list they begin at the first container, also when its image is known a moment later', async () => {
  const images = Promise.withResolvers<{ id: string; names: string[]; sizeBytes: number; createdAt: number }[]>();
  await showApp([], {
    'containers.list': () => ({ revision: 1, containers: [], labels: [], warned: [] }),
    'images.list': () => images.promise,
  });
  await expect.element(page.getByRole('button', { name: 'Create…' })).toHaveFocus();
  images.resolve([{ id: 'i', names: ['localhost/gantry-sample:latest'], sizeBytes: 1, createdAt: 0 }]);
  await expect.element(page.getByRole('button', { name: 'Start the first one' })).toHaveFocus();
});

test('at 1280 pixels the details, the list and the terminals at the side all have room', async () => {
  await page.viewport(1280, 800);
  await showApp(boxes);
  await expect.element(list()).toHaveFocus();
  setDetailsOpen(true);
  useSessions.setState({ dock: 'side', paneOpen: true });
  await expect.element(page.getByRole('region', { name: 'Terminal' })).toBeVisible();
  await expect.element(page.getByRole('region', { name: 'Details' })).toBeVisible();
});
