import { expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { GantryError } from '../../../shared/errors.ts';
import { engineSample } from '../../bridge/testing/samples.ts';
import { useEngines } from '../../state/engines.ts';
import { detailsOf, web } from '../testing/samples.ts';
import { engineId, expectAccessibleInBoth, showDetails } from '../testing/stage.tsx';

const tree = page.getByRole('tree');
const item = (name: string | RegExp) => tree.getByRole('treeitem', { name });
const search = page.getByRole('searchbox', { name: 'Search the answer' });

test('the answer is a tree, with its state and configuration open', async () => {
  await showDetails({ tab: 'inspect' });
  await expect.element(item(/^State 3 fields/)).toBeInTheDocument();
  await expect.element(item(/Pid 4242/)).toBeVisible();
  expect(item(/Binds/).query()).toBeNull();
  await item(/HostConfig/).click();
  await expect.element(item(/Binds 1 item/)).toBeVisible();
  await item(/HostConfig/).click();
  await expect.poll(() => item(/Binds/).query()).toBeNull();
  await expectAccessibleInBoth();
});

test('the keys go through the tree, open and close it, and the path of each node can be copied', async () => {
  await showDetails({ tab: 'inspect' });
  await expect.element(tree).toBeVisible();
  (tree.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect.element(page.getByText('.State', { exact: true })).toBeVisible();
  await userEvent.keyboard('{ArrowLeft}');
  await expect.poll(() => item(/Pid 4242/).query()).toBeNull();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowDown}');
  await expect.element(page.getByText('.State.Pid', { exact: true })).toBeVisible();
  const active = document.getElementById(tree.element().getAttribute('aria-activedescendant') ?? '');
  expect(active?.textContent).toMatch(/Pid/);
  // Told apart by more than a tooltip.
  await expect.element(page.getByRole('button', { name: 'Copy the path' })).toMatchTextContent('Path');
  await expect.element(page.getByRole('button', { name: 'Copy the value' })).toMatchTextContent('Value');
});

test('the search opens what hides a match, and steps round all of them', async () => {
  await showDetails({ tab: 'inspect' });
  await search.fill('80/tcp');
  await expect.element(item(/80\/tcp/)).toHaveAttribute('aria-selected', 'true');
  await expect.element(page.getByText('1 of 1')).toBeVisible();
  await search.fill('status');
  await expect.element(page.getByText('1 of 2')).toBeVisible();
  await expect.element(page.getByText('.State.Status', { exact: true })).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('2 of 2')).toBeVisible();
  await expect.element(page.getByText('.State.Health.Status', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Next match' }).click();
  await expect.element(page.getByText('1 of 2')).toBeVisible();
  await search.fill('nowhere to be found');
  await expect.element(page.getByText('nothing found')).toBeVisible();
  await expectAccessibleInBoth();
});

test('as JSON it can be copied whole, with the search marked', async () => {
  await showDetails({ tab: 'inspect' });
  await search.fill('xterm');
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  const json = page.getByRole('region', { name: 'The engine’s answer as JSON' });
  await expect.element(json).toBeVisible();
  expect(JSON.parse(json.element().textContent ?? '')).toMatchObject({ Name: 'web', State: { Pid: 4242 } });
  expect(json.element().querySelector('mark')?.textContent).toBe('xterm');
  expect(document.querySelector('img')).toBeNull();
  const copy = page.getByRole('button', { name: 'Copy the JSON' });
  await expect.element(copy).toBeVisible();
  expect(copy.element().getBoundingClientRect().top).toBeGreaterThanOrEqual(
    json.element().getBoundingClientRect().bottom,
  );
  await expectAccessibleInBoth();
  await page.getByRole('button', { name: 'Tree', exact: true }).click();
  await expect.element(tree).toBeVisible();
});

test('what could not be read, as the engine was away, is read again when that is back, once', async () => {
  const engine = { ...engineSample(), id: engineId };
  const error = new GantryError({ code: 'engine-unreachable', message: 'The engine can’t be reached.' });
  const lost = { state: 'lost', error: error.toData(), since: 0, nextTryAt: null } as const;
  onTestFinished(() => useEngines.setState({ engines: null }));
  useEngines.setState({ engines: [{ ...engine, connection: lost }] });
  let isBack = false;
  const inspect = () => {
    if (isBack) return detailsOf(web);
    throw error;
  };
  const { bridge } = await showDetails({ tab: 'inspect', answers: { 'containers.inspect': inspect } });
  await expect.element(page.getByRole('alert')).toMatchTextContent('can’t be reached');
  isBack = true;
  useEngines.setState({ engines: [engine] });
  await expect.element(item(/^State 3 fields/)).toBeInTheDocument();
  expect(page.getByRole('alert').query()).toBeNull();
  expect(bridge.inputs('containers.inspect')).toHaveLength(2);
});
