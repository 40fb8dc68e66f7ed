import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { containerSample } from '../bridge/testing/samples.ts';
import { setDetailsOpen } from '../state/navigation.ts';
import { showList } from './testing/screen.tsx';

const boxes = [containerSample(1), containerSample(2)];
const toolbar = () => page.getByRole('toolbar', { name: 'Selected containers' });

/** Those that a user sees whole. */
const inView = (): string[] =>
  [...document.querySelectorAll('button')]
    .filter((button) => {
      const { left, right } = button.getBoundingClientRect();
      const main = document.querySelector('h1')?.parentElement?.getBoundingClientRect();
      return main !== undefined && right > left && left >= main.left && right <= main.right;
    })
    .map((button) => button.getAttribute('aria-label') ?? button.textContent ?? '');

const listWidth = (): number => document.querySelector('h1')?.parentElement?.clientWidth ?? 0;

describe('a narrow list', () => {
  test.for([400, 500, 620, 1200])('of %i pixels has every command in its toolbar or its menu', async (width) => {
    await showList(boxes);
    await page.viewport(width, 500);
    await page.getByRole('row', { name: /box-1/ }).click();
    await expect.poll(listWidth).toBe(width);
    await expect.poll(inView).toEqual(expect.arrayContaining(['Stop', 'More', 'Create', 'Show the details']));
    const buttons = inView();
    await toolbar().getByRole('button', { name: 'More' }).click();
    await expect.element(page.getByRole('menu')).toBeVisible();
    const entries = [...document.querySelectorAll('[role=menuitem]')].map(({ textContent }) => textContent ?? '');
    for (const command of ['Start', 'Stop', 'Restart', 'Pause', 'Open a terminal', 'Freeze', 'Remove']) {
      expect(
        [...buttons, ...entries].some((name) => name.startsWith(command)),
        command,
      ).toBe(true);
    }
    await userEvent.keyboard('{Escape}');
  });

  test('keeps its least beside the details, which shrink, and go where there is no room for both', async () => {
    await showList(boxes);
    setDetailsOpen(true);
    await expect.element(page.getByRole('region', { name: 'Details' })).toBeVisible();
    await page.viewport(780, 500);
    await expect.poll(listWidth).toBeGreaterThanOrEqual(399);
    await expect.element(page.getByRole('region', { name: 'Details' })).toBeVisible();
    await page.viewport(640, 500);
    await expect.element(page.getByRole('region', { name: 'Details' })).not.toBeInTheDocument();
    await expect.poll(listWidth).toBe(640);
    await expect
      .element(page.getByRole('button', { name: 'Show the details' }))
      .toHaveAttribute('aria-disabled', 'true');
    await page.viewport(1200, 500);
    await expect.element(page.getByRole('region', { name: 'Details' })).toBeVisible();
  });
});
