import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectTerminalHasKeys, web } from './testing/look.ts';
import { showSessions } from './testing/pane.tsx';

test('the keys that the list names lead from the terminal to its menu', async () => {
  await showSessions(web);
  await expectTerminalHasKeys();
  await userEvent.keyboard('{Control>}{F6}{/Control}');
  await expect.element(page.getByRole('tab', { name: /^web: / })).toHaveFocus();
  await userEvent.keyboard('{Tab}{ArrowRight}{ArrowRight}');
  await expect.element(page.getByRole('button', { name: 'More' })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('menu', { name: 'Terminal' })).toBeVisible();
});
