import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { GantryError } from '../../shared/errors.ts';
import { containerSample } from '../bridge/testing/samples.ts';
import { fail } from '../state/actions.ts';
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

function centreOf(element: Element | null | undefined): number {
  const { left, width } = element?.getBoundingClientRect() ?? { left: Number.NaN, width: 0 };
  return left + width / 2;
}

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

  test.for([true, false])('shows the status whole, and SELinux off only after what tells more: on %s', async (isOn) => {
    const ended = { state: 'exited', exitCode: 137, exitedAt: Date.now() - 59.5 * 60_000 } as const;
    await showList([containerSample(1, { name: 'ended', ...ended })], [], { selinux: isOn });
    await page.viewport(408, 500);
    await expect.poll(listWidth).toBe(408);
    const status = page.getByText('Killed (137) 59 min ago').element();
    expect(status.scrollWidth).toBeLessThanOrEqual(status.clientWidth);
    expect(status.getBoundingClientRect().right).toBeLessThanOrEqual(408);
    const name = page.getByRole('columnheader', { name: 'Name' }).element();
    expect(name.getBoundingClientRect().width).toBeGreaterThanOrEqual(160);
  });

  test.for([408, 824])(
    'of %i pixels has a title for its state: a mark, a word to be heard, a tooltip',
    async (width) => {
      await showList(boxes);
      await page.viewport(width, 500);
      await expect.poll(listWidth).toBe(width);
      const title = page
        .getByRole('columnheader', { name: 'State' })
        .getByRole('button', { name: 'State', exact: true });
      await expect.element(title).toHaveAttribute('title', 'State');
      const mark = (): number => Number.parseFloat(getComputedStyle(title.element(), '::before').width);
      expect(mark()).toBeGreaterThan(0);
      const { left, width: room } = title.element().getBoundingClientRect();
      // Over the dots of the rows.
      const dot = page.getByRole('row', { name: /box-1/ }).element().querySelector('[role=gridcell] > span');
      expect(Math.abs(left + room / 2 - centreOf(dot))).toBeLessThan(6);
      await title.click();
      expect(mark()).toBeNaN();
      expect(title.element().querySelector('svg')?.getBoundingClientRect().right).toBeLessThanOrEqual(left + room);
    },
  );

  test('tells what it is sorted by, though the column is out of sight', async () => {
    await showList(boxes, [], { stored: { 'containers.order': { column: 'ports', descending: true } } });
    await page.viewport(408, 500);
    await expect.poll(listWidth).toBe(408);
    const { right } = page.getByRole('columnheader', { name: 'Ports' }).element().getBoundingClientRect();
    expect(right).toBeLessThanOrEqual(408);
  });

  test('folds a failure of many words to two lines, and shows all of it on demand', async () => {
    await showList(boxes);
    const [first] = boxes;
    const engineMessage = Array.from({ length: 12 }, (_, line) => `what the engine said in line ${line}`).join('\n');
    const error = { code: 'wrong-state' as const, message: 'It was refused.', engineMessage };
    fail(first?.id ?? '', {
      ...{ engineId: 'podman-root', name: 'box-1', doing: 'start' as const },
      ...{ error: new GantryError(error).toData(), retry: () => {} },
    });
    const row = () => page.getByRole('row', { name: /box-1/ }).element().getBoundingClientRect().height;
    await expect.element(page.getByRole('alert')).toBeVisible();
    expect(row()).toBeLessThan(90);
    await page.getByRole('button', { name: 'More on the failure of box-1' }).click();
    await expect.poll(row).toBeGreaterThan(140);
    await page.getByRole('button', { name: 'Less on the failure of box-1' }).click();
    await expect.poll(row).toBeLessThan(90);
  });

  test('shows a failure whole, under its row, wherever the list is scrolled to', async () => {
    await showList(
      Array.from({ length: 30 }, (_, index) => containerSample(index + 1)),
      [],
      { selinux: false },
    );
    await page.viewport(408, 500);
    await expect.poll(listWidth).toBe(408);
    await page.getByRole('row', { name: /box-1/ }).first().click();
    await userEvent.keyboard('{End}');
    const [last] = document.querySelectorAll('[role=row][aria-selected=true]');
    const id = last?.getAttribute('data-container') ?? '';
    const engineMessage = 'runc create failed: unable to start container process: exec: "/no/such/cmd": no such file';
    const error = {
      code: 'wrong-state' as const,
      message: 'Start badcmd: the engine refused.',
      engineMessage,
      hint: 'Choose.',
    };
    fail(id, {
      ...{ engineId: 'podman-root', name: 'badcmd', doing: 'start' as const },
      ...{ error: new GantryError(error).toData(), retry: () => {} },
    });
    const grid = page.getByRole('grid', { name: 'Containers' }).element();
    const box = (name: RegExp) => page.getByRole('button', { name }).element().getBoundingClientRect();
    const words = () => page.getByRole('alert').element().getBoundingClientRect();
    for (const left of [0, 150]) {
      grid.scrollLeft = left;
      expect(grid.scrollLeft).toBe(left);
      await expect.poll(() => box(/^Dismiss the failure/).bottom).toBeLessThanOrEqual(500);
      await expect.poll(() => box(/^Dismiss the failure/).right).toBeLessThanOrEqual(408);
      expect(words().left).toBeGreaterThanOrEqual(0);
      expect(words().right).toBeLessThanOrEqual(408);
      expect(box(/^Try again/).top).toBeGreaterThanOrEqual(words().bottom);
    }
  });

  test('keeps its filter’s width while it filters', async () => {
    await showList(Array.from({ length: 12 }, (_, index) => containerSample(index + 1)));
    await page.viewport(408, 500);
    await expect.poll(listWidth).toBe(408);
    const filter = page.getByRole('searchbox');
    const width = (): number => filter.element().getBoundingClientRect().width;
    const before = width();
    await filter.fill('box-12');
    await expect.element(page.getByText('1 found')).toBeInTheDocument();
    expect(width()).toBe(before);
  });
});
