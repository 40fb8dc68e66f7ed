import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { SplitPane } from './SplitPane.tsx';

beforeEach(() => localStorage.clear());

const places = {
  bottom: { name: 'low', direction: 'rows', initialSize: 150, minSize: 100 },
  side: { name: 'beside', direction: 'columns', initialSize: 220, minSize: 100 },
  crowded: { name: 'crowded', direction: 'columns', initialSize: 400, minSize: 100, usualRest: 600 },
} as const;

function Panes({ place }: { readonly place: keyof typeof places }) {
  return (
    <div style={{ display: 'flex', width: 800, height: 600 }}>
      <SplitPane {...places[place]} label="Size" side={<textarea aria-label="Side" />}>
        Main
      </SplitPane>
    </div>
  );
}

test('a pane that is moved to another side has another size there, and stays the same pane', async () => {
  const { rerender } = await render(<Panes place="bottom" />);
  const separator = page.getByRole('separator', { name: 'Size' });
  await expect.element(separator).toHaveAttribute('aria-valuenow', '150');
  await page.getByRole('textbox').fill('kept');
  await userEvent.type(separator, '{ArrowUp}');
  await expect.element(separator).toHaveAttribute('aria-valuenow', '174');
  await rerender(<Panes place="side" />);
  await expect.element(separator).toHaveAttribute('aria-orientation', 'vertical');
  await expect.element(separator).toHaveAttribute('aria-valuenow', '220');
  await expect.element(page.getByRole('textbox')).toHaveValue('kept');
  await rerender(<Panes place="bottom" />);
  await expect.element(separator).toHaveAttribute('aria-valuenow', '174');
});

test('a pane that leaves room is sized from what is drawn, and leaves room again after a double click', async () => {
  const { rerender } = await render(<Panes place="crowded" />);
  const separator = page.getByRole('separator', { name: 'Size' });
  const drawn = () => page.getByRole('textbox').element().parentElement?.clientWidth;
  await expect.element(separator).toHaveAttribute('aria-valuenow', '200');
  expect(drawn()).toBe(200);
  await userEvent.type(separator, '{ArrowRight}');
  await expect.element(separator).toHaveAttribute('aria-valuenow', '176');
  expect(drawn()).toBe(176);
  await userEvent.type(separator, '{ArrowLeft}{ArrowLeft}');
  await expect.poll(drawn).toBe(224);
  for (let size = 224; size < 400; size += 24) await userEvent.type(separator, '{ArrowLeft}');
  await expect.poll(drawn).toBe(416);
  await separator.dblClick();
  await expect.poll(drawn).toBe(200);
  await rerender(<Panes place="side" />);
  await rerender(<Panes place="crowded" />);
  await expect.element(separator).toHaveAttribute('aria-valuenow', '200');
});
