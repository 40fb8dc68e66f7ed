/** What the tests of a log have in common: how it is opened and filled, and what is seen of it. */
import { expect } from 'vitest';
import { page } from 'vitest/browser';
import type { LogLine } from '../../../shared/logs.ts';
import type { FakeLog } from './fake-log.ts';
import { type Stage, showDetails } from './stage.tsx';

export const region = page.getByRole('region', { name: 'Log lines' });
export const search = page.getByRole('searchbox', { name: 'Search the log' });
export const button = (name: string) => page.getByRole('button', { name, exact: true });

export const at = (second: number, text: string, stream: LogLine['stream'] = 'stdout'): LogLine => ({
  stream,
  time: `2026-11-24T08:15:${String(second).padStart(2, '0')}.000000000Z`,
  text,
});

export const numbered = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `line ${from + index} of many`);

export const rows = () => [...region.element().querySelectorAll<HTMLElement>('[data-line-id]')];
export const texts = () => rows().map((row) => row.querySelector('[data-text]')?.textContent);

export async function opened(options: Partial<Parameters<typeof showDetails>[0]> = {}): Promise<Stage> {
  const stage = await showDetails({ tab: 'log', ...options });
  await expect.poll(() => stage.log.timesOpened).toBe(1);
  await expect.element(page.getByText('Live')).toBeVisible();
  return stage;
}

/** Sends so many lines as the main process would: a thousand at a time, no faster than they are taken. */
export async function flood(log: FakeLog, count: number): Promise<void> {
  const before = log.taken;
  for (let from = 0; from < count; from += 1000) log.print(...numbered(from, Math.min(1000, count - from)));
  await expect.poll(() => log.taken - before, { timeout: 20_000 }).toBe(count);
}
