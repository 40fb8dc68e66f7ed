/** What the tests of the pane look at. */
import { expect } from 'vitest';
import { page } from 'vitest/browser';
import { summary } from './stage.ts';

export const web = summary({ id: 'web', containerName: 'web', command: ['/bin/bash'] });
export const db = summary({ id: 'db', containerName: 'orders-db', command: ['psql', '-U', 'postgres'] });

/** A part of the screen in front. */
const inFront = (selector: string) =>
  page.elementLocator(document.querySelector(`[data-terminal]:not([hidden]) ${selector}`) ?? document.body);
export const rows = () => inFront('.xterm-rows');
export const screen = () => inFront('.xterm-screen');
/** What the search says, where it is open; else what is said of the session. */
export const status = () => page.getByRole('status').first();
export const dialog = () => page.getByRole('alertdialog');

export async function expectTerminalHasKeys(): Promise<void> {
  await expect.poll(() => document.activeElement?.closest('[data-terminal]:not([hidden])')).toBeTruthy();
}
