import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { containerSample } from './bridge/testing/samples.ts';
import { showContainer, useNavigation } from './state/navigation.ts';
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
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(page.getByRole('row', { selected: true })).toBeVisible();
  await userEvent.keyboard('{Control>}3{/Control}');
  await expect.element(page.getByRole('region', { name: 'Engines and this machine' })).toHaveFocus();
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
