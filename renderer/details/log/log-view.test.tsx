import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { GantryError } from '../../../shared/errors.ts';
import type { LogLine } from '../../../shared/logs.ts';
import type { FakeLog } from '../testing/fake-log.ts';
import { expectAccessibleInBoth, freshWeb, type Stage, showDetails } from '../testing/stage.tsx';

const region = page.getByRole('region', { name: 'Log lines' });
const search = page.getByRole('searchbox', { name: 'Search the log' });
const button = (name: string) => page.getByRole('button', { name, exact: true });

const at = (second: number, text: string, stream: LogLine['stream'] = 'stdout'): LogLine => ({
  stream,
  time: `2026-11-24T08:15:${String(second).padStart(2, '0')}.000000000Z`,
  text,
});

const numbered = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `line ${from + index} of many`);

const rows = () => [...region.element().querySelectorAll<HTMLElement>('[data-line-id]')];
const texts = () => rows().map((row) => row.querySelector('[data-text]')?.textContent);

async function opened(options: Partial<Parameters<typeof showDetails>[0]> = {}): Promise<Stage> {
  const stage = await showDetails({ tab: 'log', ...options });
  await expect.poll(() => stage.log.timesOpened).toBe(1);
  await expect.element(page.getByText('Live')).toBeVisible();
  return stage;
}

/** Sends so many lines as the main process would: a thousand at a time, no faster than they are taken. */
async function flood(log: FakeLog, count: number): Promise<void> {
  const before = log.taken;
  for (let from = 0; from < count; from += 1000) log.print(...numbered(from, Math.min(1000, count - from)));
  await expect.poll(() => log.taken - before, { timeout: 20_000 }).toBe(count);
}

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

test('times are shown when wanted, and the next log is shown so too', async () => {
  const { log } = await opened();
  log.send(at(7, 'hello'));
  await expect.poll(texts).toEqual(['hello']);
  expect(region.element().querySelector('time')).toBeNull();
  await button('Times').click();
  await expect.poll(() => region.element().querySelector('time')?.textContent).toMatch(/^2026-11-24 \d\d:15:07\.000$/);
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
});

test('of a container that has ended the log stays to be read, and goes on when it runs again', async () => {
  const stage = await opened();
  stage.log.send(at(1, 'first'), at(2, 'second'));
  await expect.poll(texts).toEqual(['first', 'second']);
  stage.log.end();
  stage.change({ state: 'exited', exitCode: 0, exitedAt: 1 });
  await expect.element(page.getByText('Ended')).toBeVisible();
  expect(texts()).toEqual(['first', 'second']);
  await expectAccessibleInBoth();

  stage.change({ state: 'running', startedAt: 2_000 });
  await expect.poll(() => stage.log.timesOpened).toBe(2);
  stage.log.send(at(1, 'first'), at(2, 'second'), at(3, 'third'));
  await expect.poll(texts).toEqual(['first', 'second', 'third']);
  await expect.element(page.getByText('Live')).toBeVisible();
});

test('a log that ends sooner than its container is not asked for again and again, but can be', async () => {
  const { log } = await opened();
  log.end();
  await page.getByText('Follow again').click();
  await expect.poll(() => log.timesOpened).toBe(2);
  log.end();
  await expect.element(page.getByText('Follow again')).toBeVisible();
  expect(log.timesOpened).toBe(2);
});

test('a log begins with its last lines; the older ones come when asked for', async () => {
  const { log, bridge } = await opened();
  await flood(log, 10_000);
  await page.getByText('Read older ones').click();
  await expect.poll(() => bridge.inputs('containers.openLog').at(-1)).toMatchObject({ query: { tail: 100_000 } });
  await flood(log, 20_000);
  await expect.element(page.getByText('20,000 lines')).toBeVisible();
  expect(page.getByText('Read older ones').query()).toBeNull();
});

test('where nothing was written it says so', async () => {
  const stage = await opened();
  await expect.element(page.getByText('Nothing has been written yet')).toBeVisible();
  await expectAccessibleInBoth();
  stage.change({ state: 'exited', exitCode: 0, exitedAt: 1 });
  stage.log.end();
  await expect.element(page.getByText('The log is empty')).toBeVisible();
});

test('a view that was cleared shows what comes, and can be read again', async () => {
  const { log } = await opened();
  await expect.element(button('Clear the view')).toHaveAttribute('aria-disabled', 'true');
  log.print('old');
  await expect.poll(texts).toEqual(['old']);
  await button('Clear the view').click();
  await expect.element(page.getByText('The view is cleared')).toBeVisible();
  log.print('new');
  await expect.poll(texts).toEqual(['new']);
  await button('Clear the view').click();
  await button('Read it again').click();
  await expect.poll(() => log.timesOpened).toBe(2);
  log.print('old', 'new');
  await expect.poll(texts).toEqual(['old', 'new']);
});

test('a log that can’t be opened, or breaks off, tells why and can be asked for again', async () => {
  let works = false;
  const summary = freshWeb();
  const stage = await showDetails({ tab: 'log', summary });
  stage.bridge.answer({
    'containers.openLog': () => {
      if (works) return stage.log.open();
      const engineMessage = 'this container is using the `none` log driver, cannot read logs';
      throw new GantryError({ code: 'engine-failed', message: 'The log of web could not be read.', engineMessage });
    },
  });
  await expect.element(page.getByText('Live')).toBeVisible();
  stage.log.print('a line');
  stage.log.fail('The log broke off.', 'connection reset by peer');
  const alert = page.getByRole('alert');
  await expect.element(alert).toMatchTextContent(/The log broke off.*connection reset by peer/);
  expect(texts()).toEqual(['a line']);
  await expectAccessibleInBoth();
  await button('Try again').click();
  await expect.element(alert).toMatchTextContent(/could not be read.*none.*log driver/);
  works = true;
  await button('Try again').click();
  await expect.element(page.getByText('Live')).toBeVisible();
  expect(alert.query()).toBeNull();
});

test('a port is closed when nobody looks any longer', async () => {
  const { log } = await opened();
  await page.getByRole('tab', { name: 'Overview' }).click();
  await expect.poll(() => log.requests.at(-1)).toEqual({ kind: 'close' });
});
