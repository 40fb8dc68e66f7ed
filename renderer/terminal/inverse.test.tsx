import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { rows, screen, web } from './testing/look.ts';
import { showSessions } from './testing/pane.tsx';

/** The colours of the text and of what it lies on. */
function coloursOf(text: string): { readonly text: string; readonly ground: string } {
  const [span] = [...document.querySelectorAll('.xterm-rows span')].filter((each) => each.textContent === text);
  if (span === undefined) throw new Error(`nowhere is written: ${text}`);
  const { color, backgroundColor } = getComputedStyle(span);
  return { text: color, ground: backgroundColor };
}

test('inverse video has the terminal’s own two colours, the other way round', async () => {
  const { port } = await showSessions(web);
  port.output('usual\r\n\x1b[7m  PID USER  COMMAND\x1b[m\r\n\x1b[7;1mbold\x1b[m\r\n');
  await expect.element(rows()).toMatchTextContent('COMMAND');
  const pane = getComputedStyle(page.getByRole('region', { name: 'Terminal' }).element());
  const inverse = { text: pane.backgroundColor, ground: pane.color };
  expect(coloursOf('  PID USER  COMMAND')).toEqual(inverse);
  expect(coloursOf('bold')).toEqual(inverse);
  await screen().dblClick({ position: { x: 50, y: 24 } });
  await expect.poll(() => coloursOf('USER').text).toBe(pane.color);
});
