import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { ErrorBoundary } from './ErrorBoundary.tsx';

function Broken(): never {
  throw new Error('no such part');
}

test('a part that can’t be drawn leaves words and a way back, not an empty window', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => {});
  await render(
    <ErrorBoundary>
      <Broken />
    </ErrorBoundary>,
  );
  await expect.element(page.getByText('A part of the window could not be drawn')).toBeVisible();
  await expect.element(page.getByText(/no such part/)).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Load the window again' })).toHaveFocus();
  expect(told).toHaveBeenCalled();
  told.mockRestore();
});
