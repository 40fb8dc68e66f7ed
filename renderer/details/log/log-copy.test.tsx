import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { at, button, numbered, opened, region, rows, texts } from '../testing/log-stage.ts';
import { expectAccessibleInBoth } from '../testing/stage.tsx';

/** What a copy would put into the clipboard. */
async function copied(): Promise<string> {
  const taken = new Promise<string>((resolve) => {
    document.addEventListener('copy', (event) => resolve(event.clipboardData?.getData('text/plain') ?? ''), {
      once: true,
    });
  });
  await userEvent.copy();
  return taken;
}

test('what is selected is copied, also where it reaches out of the page', async () => {
  const { log } = await opened();
  log.print(...numbered(0, 1000));
  await expect.poll(() => texts().at(-1)).toBe('line 999 of many');
  const end = rows().at(-1)?.querySelector('[data-text]')?.firstChild;
  if (!end) throw new Error('no last line');
  document.getSelection()?.setBaseAndExtent(end, 8, end, 0);
  const scroller = region.element();
  scroller.scrollTop = 0;
  await expect.poll(() => texts()[0]).toBe('line 0 of many');
  const start = rows()[0]?.querySelector('[data-text]')?.firstChild;
  if (!start) throw new Error('no first line');
  document.getSelection()?.extend(start, 5);
  await expect.poll(() => document.getSelection()?.toString().length ?? 0).toBeGreaterThan(10);
  const text = await copied();
  const lines = text.split('\n');
  expect(lines).toHaveLength(1000);
  expect([lines[0], lines[500], lines[999]]).toEqual(['0 of many', 'line 500 of many', 'line 999']);
});

test('Ctrl+A selects every line, with times as shown; Escape lets go', async () => {
  const { log } = await opened();
  log.send(at(1, 'first'), at(2, 'second'));
  await expect.poll(texts).toEqual(['first', 'second']);
  await button('Times').click();
  (region.element() as HTMLElement).focus();
  await userEvent.keyboard('{Control>}a{/Control}');
  await expect.poll(() => rows().every((row) => row.dataset.selected === 'true')).toBe(true);
  await expectAccessibleInBoth();
  expect(await copied()).toBe('2026-11-24T08:15:01.000000000Z first\n2026-11-24T08:15:02.000000000Z second');
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => rows().some((row) => row.dataset.selected === 'true')).toBe(false);
});
