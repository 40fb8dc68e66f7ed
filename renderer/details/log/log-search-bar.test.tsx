import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { button, numbered, opened, region, search, texts } from '../testing/log-stage.ts';

test('the search stands at the newest match, steps round all of them, and holds its place', async () => {
  const { log } = await opened();
  log.print(...numbered(0, 3000));
  await expect.poll(() => texts().at(-1)).toBe('line 2999 of many');
  const current = () => region.element().querySelector('[data-current]')?.textContent;
  await search.fill('LINE 77');
  await expect.element(page.getByText('11 of 11')).toBeVisible();
  await expect.poll(current).toBe('line 779 of many');
  expect(region.element().querySelector('mark')?.textContent).toBe('line 77');
  await userEvent.keyboard('{Enter}');
  await expect.poll(current).toBe('line 778 of many');
  await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
  await expect.poll(current).toBe('line 779 of many');
  await button('Newer match').click();
  await expect.poll(current).toBe('line 77 of many');
  await expect.element(page.getByText('1 of 11')).toBeVisible();

  log.print('line 77 once more');
  await expect.element(page.getByText('1 of 12')).toBeVisible();
  expect(current()).toBe('line 77 of many');
});

test('the search minds letters’ size, takes patterns, and says what is none', async () => {
  const { log } = await opened();
  log.print('Error: a.b', 'error: axb', 'fine');
  await search.fill('error');
  await expect.element(page.getByText('2 of 2')).toBeVisible();
  await button('Match case').click();
  await expect.element(page.getByText('1 of 1')).toBeVisible();
  await search.fill('a.b');
  await expect.element(page.getByText('1 of 1')).toBeVisible();
  await button('Regular expression').click();
  await expect.element(page.getByText('2 of 2')).toBeVisible();
  await search.fill('a(');
  await expect.element(page.getByText('no such pattern')).toBeVisible();
  await search.fill('nowhere');
  await expect.element(page.getByText('nothing found')).toBeVisible();
  await expect.element(button('Older match')).toBeDisabled();
  (search.element() as HTMLElement).focus();
  await userEvent.keyboard('{Escape}');
  await expect.element(search).toHaveValue('');
});
