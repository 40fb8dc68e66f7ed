import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible } from '../ui/testing/expect-accessible.ts';
import { expectTerminalHasKeys, rows, web } from './testing/look.ts';
import { showSessions } from './testing/pane.tsx';

const links = () => page.getByRole('menu', { name: 'Links in view' });
const listed = () =>
  links()
    .getByRole('menuitem')
    .all()
    .map((item) => item.element().textContent);
const ask = () => userEvent.keyboard('{Control>}{Shift>}L{/Shift}{/Control}');

test('the links in view are listed by a key, the lowest first, and the chosen one is opened', async () => {
  const { main, port } = await showSessions(web);
  main.bridge.answer({ 'app.openLink': () => undefined });
  const long = `https://long.example/${'way/'.repeat(60)}end`;
  port.output(`See https://one.example/a?b=c. Or (http://two.example).\r\n${long}\r\n`);
  port.output(
    '\u001b]8;;https://named.example/\u0007here\u001b]8;;\u0007, javascript:alert(1) file:///etc/passwd\r\n$ ',
  );
  await expect.element(rows()).toMatchTextContent('passwd');
  await ask();
  await expect.element(links()).toBeVisible();
  expect(listed()).toEqual(['https://named.example/', long, 'http://two.example/', 'https://one.example/a?b=c']);
  await expectAccessible();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  await expect.element(links()).not.toBeInTheDocument();
  expect(main.bridge.inputs('app.openLink')).toEqual([{ url: 'http://two.example/' }]);
  await expectTerminalHasKeys();
  expect(port.input).toBe('');
});

test('those that have scrolled out of view are not, and where there is none that is said', async () => {
  const { port } = await showSessions(web);
  port.output(
    `https://gone.example/ \u001b]8;;https://named.example/\u0007here\u001b]8;;\u0007${'\r\n'.repeat(60)}at the end`,
  );
  await expect.element(rows()).toMatchTextContent('at the end');
  await ask();
  await expect.element(links()).toMatchTextContent('No link');
  await userEvent.keyboard('{Escape}');
  await expectTerminalHasKeys();
});

test('what a search has found stays selected, and is copied by its key', async () => {
  const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  const { port } = await showSessions(web);
  port.output('the id is 4f2a9c, and more\r\n$ ');
  await expect.element(rows()).toMatchTextContent('4f2a9c');
  await userEvent.keyboard('{Control>}{Shift>}F{/Shift}{/Control}4f2a9c{Escape}');
  await expectTerminalHasKeys();
  await userEvent.keyboard('{Control>}{Shift>}C{/Shift}{/Control}');
  await expect.poll(() => written.mock.calls.flat()).toEqual(['4f2a9c']);
});
