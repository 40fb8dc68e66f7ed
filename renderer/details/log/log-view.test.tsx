import { expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { formatTime } from '../../ui/format.ts';
import { at, button, flood, numbered, opened, region, rows, search, texts } from '../testing/log-stage.ts';
import { expectAccessibleInBoth, freshWeb, showDetails } from '../testing/stage.tsx';

test('lines come as they are written, with their colours, and standard error told apart', async () => {
  const { log } = await opened();
  log.send(at(1, 'plain'), at(2, 'a \x1b[32mgreen\x1b[0m word'), at(3, 'it went wrong', 'stderr'));
  await expect.poll(texts).toEqual(['plain', 'a green word', 'it went wrong']);
  const [plain, coloured, wrong] = rows();
  expect(wrong?.dataset.stream).toBe('stderr');
  expect(wrong?.textContent).toBe('errit went wrong');
  const ground = (row: HTMLElement | undefined) => row && getComputedStyle(row).backgroundColor;
  expect(ground(wrong)).not.toBe(ground(plain));
  const word = coloured?.querySelector<HTMLElement>('[style*="--ansi-2"]');
  expect(word?.textContent).toBe('green');
  expect(word && getComputedStyle(word).color).not.toBe(plain && getComputedStyle(plain).color);
  await expect.element(page.getByText('3 lines')).toBeVisible();
});

test('every colour of the palette is readable, light and dark', async () => {
  const { log } = await opened();
  const codes = [...Array(8).keys()].flatMap((colour) => [30 + colour, 40 + colour, 90 + colour, 100 + colour]);
  const line = codes.map((code) => `\x1b[${code}m${code}\x1b[0m`).join(' ');
  log.send(at(1, line), at(2, line, 'stderr'), at(3, '\x1b[2mdim\x1b[0m \x1b[7minverse\x1b[0m \x1b[7;33mboth'));
  await expect.poll(() => rows().length).toBe(3);
  await button('Wrap long lines').click();
  await button('Times').click();
  await search.fill('3');
  await expect.element(page.getByText('2 of 2')).toBeVisible();
  await expectAccessibleInBoth();
});

test('it follows until the user looks back, tells what comes meanwhile, and goes to the end again', async () => {
  const { log } = await opened();
  log.print(...numbered(0, 200));
  await expect.poll(() => texts().at(-1)).toBe('line 199 of many');
  const scroller = region.element();
  const follow = button('Follow: stay at the end');
  await expect.element(follow).toHaveAttribute('aria-pressed', 'true');

  scroller.scrollTop -= 400;
  await expect.element(follow).toHaveAttribute('aria-pressed', 'false');
  const stays = scroller.scrollTop;
  log.print('one more', 'and another');
  await expect.element(button('2 new lines')).toBeVisible();
  expect(scroller.scrollTop).toBe(stays);

  await button('2 new lines').click();
  await expect.poll(() => texts().at(-1)).toBe('and another');
  await expect.element(follow).toHaveAttribute('aria-pressed', 'true');
  expect(scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight).toBeLessThanOrEqual(2);
  expect(page.getByText(/new line/).query()).toBeNull();
});

test('the keys scroll it: up lets go, End follows again', async () => {
  const { log } = await opened();
  log.print(...numbered(0, 200));
  await expect.poll(() => texts().at(-1)).toBe('line 199 of many');
  (region.element() as HTMLElement).focus();
  const follow = button('Follow: stay at the end');
  await userEvent.keyboard('{PageUp}');
  await expect.element(follow).toHaveAttribute('aria-pressed', 'false');
  await userEvent.keyboard('{End}');
  await expect.element(follow).toHaveAttribute('aria-pressed', 'true');
});

test('times are shown when wanted, and the next log is shown so too', async () => {
  const { log } = await opened();
  log.send(at(7, 'hello'));
  await expect.poll(texts).toEqual(['hello']);
  expect(region.element().querySelector('time')).toBeNull();
  await button('Times').click();
  await expect
    .poll(() => region.element().querySelector('time')?.textContent)
    .toBe(formatTime(Date.UTC(2026, 10, 24, 8, 15, 7)));
  log.send({ stream: 'stdout', time: '2026-11-24T08:15:08.250000000Z', text: 'finer' });
  const times = () => [...region.element().querySelectorAll('time')].map(({ textContent }) => textContent);
  const shown = [expect.stringMatching(/15:07(?!\.)/), expect.stringMatching(/15:08\.250/)];
  await expect.poll(times).toEqual(shown);
  // However many of whole seconds come after it.
  log.send(...Array.from({ length: 50 }, (_, second) => at(second + 9, 'later')));
  region.element().scrollTop = 0;
  await expect.poll(() => times().length).toBeGreaterThan(10);
  expect(times().slice(0, 2)).toEqual(shown);
  expect(localStorage.getItem('log.times')).toBe('true');
});

test('long lines are wrapped when wanted, each as high as it has to be', async () => {
  const { log } = await opened();
  log.print('word '.repeat(60), 'short');
  await expect.poll(() => rows().length).toBe(2);
  const height = (index: number) => rows()[index]?.getBoundingClientRect().height ?? 0;
  expect(height(0)).toBe(18);
  await button('Wrap long lines').click();
  await expect.poll(() => height(0)).toBeGreaterThan(50);
  expect(height(1)).toBe(18);
  await expect
    .poll(() => (rows()[1]?.getBoundingClientRect().top ?? 0) - (rows()[0]?.getBoundingClientRect().bottom ?? 0))
    .toBe(0);
});

test('wrapping keeps the place and doesn’t follow, there and back', async () => {
  const { log } = await opened();
  log.print(...numbered(0, 100).map((line) => `${line} ${'word '.repeat(60)}`));
  await expect.poll(() => texts().at(-1)).toMatch(/^line 99 /);
  const follow = button('Follow: stay at the end');
  region.element().scrollTop = 600;
  await expect.element(follow).toHaveAttribute('aria-pressed', 'false');
  const topLine = () => {
    const edge = region.element().getBoundingClientRect().top;
    return rows()
      .find((row) => row.getBoundingClientRect().bottom > edge + 1)
      ?.textContent?.slice(0, 12);
  };
  const before = topLine();
  for (const _turn of ['on', 'off', 'on', 'off']) {
    await button('Wrap long lines').click();
    await expect.poll(topLine).toBe(before);
    await expect.element(follow).toHaveAttribute('aria-pressed', 'false');
  }
});

test('a container that has not run says so instead of an end', async () => {
  const { log } = await showDetails({ tab: 'log', summary: freshWeb({ state: 'created', startedAt: null }) });
  await expect.poll(() => log.timesOpened).toBe(1);
  log.end();
  await expect.element(page.getByRole('status').getByText('It has not run yet')).toBeVisible();
  await expect.element(page.getByText('0 lines')).not.toBeInTheDocument();
});

test('a hundred thousand lines are kept, searched and walked with only a few rows in the page', async () => {
  const { log } = await opened();
  await flood(log, 100_000);
  await expect.element(page.getByText('100,000 lines')).toBeVisible();
  await expect.poll(() => texts().at(-1)).toBe('line 99999 of many');
  expect(rows().length).toBeLessThan(150);
  await search.fill('line 99');
  await expect.element(page.getByText('1,111 of 1,111')).toBeVisible();
  region.element().scrollTop = 0;
  await expect.poll(() => texts()[0]).toBe('line 0 of many');
  expect(rows().length).toBeLessThan(150);
  log.print('the last straw');
  await expect.element(page.getByText('95,000 lines, 5,001 older ones let go')).toBeVisible();
  region.element().scrollTop = 0;
  await expect
    .element(page.getByText('Older lines are not shown: only the last 100,000 lines are kept.'))
    .toBeVisible();
});

test('a log that was too large says before its first line that older ones are not shown', async () => {
  const { log } = await opened();
  log.cut();
  log.print(...numbered(0, 200));
  await expect.poll(() => texts().at(-1)).toBe('line 199 of many');
  region.element().scrollTop = 0;
  const heading = page.getByText('Older lines are not shown: only the last 32 MB are kept.');
  await expect.element(heading).toBeVisible();
  await expect.poll(() => texts()[0]).toBe('line 0 of many');
  const [first] = rows();
  expect(first?.getBoundingClientRect().top).toBe(heading.element().getBoundingClientRect().bottom);
  expect(region.element().scrollWidth).toBe(region.element().clientWidth);
  await expectAccessibleInBoth();

  // What is searched for stands in the middle, as without it.
  await search.fill('line 100 of');
  const middle = (box: DOMRect | undefined) => Math.round(((box?.top ?? 0) + (box?.bottom ?? 0)) / 2);
  const found = () =>
    rows()
      .find((row) => row.dataset.current !== undefined)
      ?.getBoundingClientRect();
  await expect.poll(() => Math.abs(middle(found()) - middle(region.element().getBoundingClientRect()))).toBeLessThan(3);
  await button('Clear the view').click();
  await expect.element(heading).not.toBeInTheDocument();
});

test('what the search found at the end stays in view when the times take room below, as a scrollbar does', async () => {
  // The tests' browser is started without scrollbars: a border takes the same room at the same moment.
  const style = document.createElement('style');
  style.textContent = '[aria-label="Log lines"]:has(time) { border-bottom: 12px solid; }';
  document.head.append(style);
  onTestFinished(() => style.remove());
  const { log } = await opened();
  log.send(...Array.from({ length: 59 }, (_, second) => at(second, 'one of many')), at(59, 'the last'));
  await expect.poll(() => texts().at(-1)).toBe('the last');
  await search.fill('the last');
  await expect.element(page.getByText('1 of 1')).toBeVisible();
  const element = region.element();
  const height = element.clientHeight;
  await button('Times').click();
  await expect.poll(() => element.clientHeight).toBe(height - 12);
  const found = () => element.querySelector('[data-current]')?.getBoundingClientRect().bottom ?? Infinity;
  await expect.poll(() => found() - element.getBoundingClientRect().top).toBeLessThanOrEqual(height - 12 + 0.5);
});
