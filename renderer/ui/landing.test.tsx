import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Switch, TextField } from './index.ts';
import { landing, leftByEscape } from './landing.ts';

test('Escape leads from a switch to the list, and from a field once it is empty', async () => {
  await render(
    <>
      <button ref={landing} type="button">
        List
      </button>
      <section {...leftByEscape}>
        <Switch>Live</Switch>
        <TextField label="Words" defaultValue="some" />
      </section>
    </>,
  );
  const list = page.getByRole('button', { name: 'List' });
  page.getByRole('switch').element().focus();
  await userEvent.keyboard('{Escape}');
  await expect.element(list).toHaveFocus();
  const field = page.getByRole('textbox', { name: 'Words' });
  await field.click();
  await userEvent.keyboard('{Escape}');
  await expect.element(field).toHaveFocus();
});
