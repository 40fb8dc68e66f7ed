import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { begin, end } from '../state/actions.ts';
import { engineId, expectAccessibleInBoth, freshWeb, list, showDetails } from './testing/stage.tsx';

const selected = page.getByRole('tab', { selected: true });

test('the head tells name, state and id; the id can be copied', async () => {
  const stage = await showDetails({ tab: 'overview' });
  await expect.element(page.getByRole('heading', { level: 2, name: 'web' })).toBeVisible();
  await expect.element(page.getByText('running', { exact: true })).toBeVisible();
  await expect.element(page.getByText(stage.containerId.slice(0, 12)).first()).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Copy the id' })).toBeVisible();
  stage.change({ state: 'paused' });
  await expect.element(page.getByText('paused', { exact: true })).toBeVisible();
});

test('every tab is reached by the keys, and shows nothing that axe would mend', async () => {
  await showDetails({ tab: 'overview' });
  (selected.element() as HTMLElement).focus();
  for (const name of ['Log', 'Processes', 'Stats', 'SELinux', 'Inspect', 'Overview']) {
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(selected).toHaveTextContent(name);
    await expect.element(page.getByRole('tabpanel', { name })).toBeVisible();
  }
});

test('the tab stays when another container is selected, and nothing of the last one is seen in it', async () => {
  const [one, other] = [freshWeb(), freshWeb({ name: 'other' })];
  const stage = await showDetails({ tab: 'inspect', summary: one });
  await page.getByRole('searchbox').fill('status');
  list([one, other]);
  await stage.select(other.id);
  await expect.element(page.getByRole('heading', { level: 2, name: 'other' })).toBeVisible();
  await expect.element(selected).toHaveTextContent('Inspect');
  await expect.element(page.getByRole('searchbox')).toHaveValue('');
  expect(stage.bridge.inputs('containers.inspect').at(-1)).toEqual({ engineId, containerId: other.id });
});

test('a container that was removed is said to be gone', async () => {
  const stage = await showDetails({ tab: 'overview' });
  stage.change(null);
  await expect.element(page.getByText('This container is gone')).toBeVisible();
  await expectAccessibleInBoth();
});

test('several are counted by state and image; none teaches how to begin', async () => {
  const all = [freshWeb(), freshWeb({ state: 'exited', image: 'localhost/b' }), freshWeb({ name: 'third' })];
  const stage = await showDetails({ tab: 'overview' });
  list(all);
  await stage.select(...all.map(({ id }) => id), 'one that is gone');
  const section = (name: string) => page.getByRole('region', { name, exact: true });
  await expect.element(page.getByRole('heading', { level: 2, name: '4 containers' })).toBeVisible();
  await expect.element(section('States')).toHaveTextContent('Statesrunning2exited1gone1');
  await expect.element(section('2 images')).toMatchTextContent('localhost/b');
  await expect.element(section('Containers')).toMatchTextContent('third');
  await expectAccessibleInBoth();
  await stage.select();
  await expect.element(page.getByText('No container is selected')).toBeVisible();
});

test('the head says what is being done, as the row does', async () => {
  const stage = await showDetails({ tab: 'overview' });
  await expect.element(page.getByText('running', { exact: true })).toBeVisible();
  begin(stage.containerId, 'stop', null);
  await expect.element(page.getByText('Stopping…')).toBeVisible();
  await expect.element(page.getByText('running', { exact: true })).not.toBeInTheDocument();
  end(stage.containerId);
  await expect.element(page.getByText('running', { exact: true })).toBeVisible();
});
