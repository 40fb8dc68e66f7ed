import './tokens.css';
import './base.css';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { IconButton } from './Button.tsx';

test('one that is disabled takes the focus, tells why, and does nothing', async () => {
  const press = vi.fn();
  await render(<IconButton label="Stop" icon="stop" note="Shift+F5" disabled="It has ended" onPress={press} />);
  const button = page.getByRole('button', { name: 'Stop' });
  await userEvent.keyboard('{Tab}');
  await expect.element(button).toHaveFocus();
  await expect.element(button).toHaveAttribute('aria-disabled', 'true');
  await expect.element(page.getByRole('tooltip')).toMatchTextContent('Stop — It has ended');
  await userEvent.keyboard('{Enter}');
  await button.click({ force: true });
  expect(press).not.toHaveBeenCalled();
});
