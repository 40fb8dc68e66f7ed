import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessibleInBoth, freshWeb, showDetails } from '../testing/stage.tsx';

const rows = () =>
  page
    .getByRole('row')
    .all()
    .slice(1)
    .map((row) => row.element().children[1]?.textContent);

test('the processes are sorted by a title, up, down, and back, by pointer and by key', async () => {
  await showDetails({ tab: 'processes' });
  await expect.element(page.getByText('3 processes')).toBeVisible();
  expect(rows()).toEqual(['1', '29', '3']);
  const pid = page.getByRole('columnheader', { name: 'PID', exact: true });
  await pid.getByRole('button').click();
  await expect.element(pid).toHaveAttribute('aria-sort', 'ascending');
  expect(rows()).toEqual(['1', '3', '29']);
  await userEvent.keyboard('{Enter}');
  await expect.element(pid).toHaveAttribute('aria-sort', 'descending');
  expect(rows()).toEqual(['29', '3', '1']);
  await userEvent.keyboard('{Enter}');
  await expect.element(pid).toHaveAttribute('aria-sort', 'none');
  expect(rows()).toEqual(['1', '29', '3']);
  await expectAccessibleInBoth();
});

test('a title doesn’t move when its column is sorted', async () => {
  await showDetails({ tab: 'processes' });
  const pid = page.getByRole('columnheader', { name: 'PID', exact: true });
  await expect.element(pid).toBeVisible();
  const before = pid.element().getBoundingClientRect();
  await pid.getByRole('button').click();
  await expect.element(pid).toHaveAttribute('aria-sort', 'ascending');
  expect(pid.element().getBoundingClientRect()).toEqual(before);
});

test('it asks when asked to, and again and again only while it is live', async () => {
  const { bridge } = await showDetails({ tab: 'processes' });
  await expect.element(page.getByText('3 processes')).toBeVisible();
  const asked = () => bridge.inputs('containers.processes').length;
  expect(asked()).toBe(1);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect.poll(asked).toBe(2);
  await page.getByText('Live').click();
  await expect.poll(asked, { timeout: 5000 }).toBeGreaterThan(3);
});

test('of a container that doesn’t run it says that nothing runs', async () => {
  const summary = freshWeb({ state: 'exited', exitCode: 0, exitedAt: 1 });
  await showDetails({ tab: 'processes', summary });
  await expect.element(page.getByText('Nothing runs in it')).toBeVisible();
  await expectAccessibleInBoth();
});

test.each(['?', 'pts/0'])('one process is seen whole beside the list: with the terminal %s', async (terminal) => {
  const titles = ['USER', 'PID', 'PPID', '%CPU', 'ELAPSED', 'TTY', 'TIME', 'COMMAND'];
  const rows = [['root', '167', '0', '0.000', '12m43.5s', terminal, '0s', 'sh -c while true; do sleep 1; done']];
  await showDetails({ tab: 'processes', width: 416, answers: { 'containers.processes': () => ({ titles, rows }) } });
  const table = page.getByRole('region', { name: 'Processes' });
  await expect.element(table).toBeVisible();
  expect(table.element().scrollWidth).toBe(table.element().clientWidth);
});
