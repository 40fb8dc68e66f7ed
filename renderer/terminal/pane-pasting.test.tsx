import { afterEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible } from '../ui/testing/expect-accessible.ts';
import { dialog, expectTerminalHasKeys, web } from './testing/look.ts';
import { showSessions } from './testing/pane.tsx';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('pasting', () => {
  function pasteNatively(text: string): void {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.querySelector('[data-terminal] textarea')?.dispatchEvent(event);
  }

  test('one line goes in at once, by the key as by the middle button', async () => {
    const { port } = await showSessions(web);
    vi.spyOn(navigator.clipboard, 'readText').mockResolvedValue('by key ');
    await expectTerminalHasKeys();
    await userEvent.keyboard('{Control>}{Shift>}V{/Shift}{/Control}');
    await expect.poll(() => port.input).toBe('by key ');
    pasteNatively('by button');
    await expect.poll(() => port.input).toBe('by key by button');
  });

  test('several lines ask, and nothing is pasted without a yes', async () => {
    const { port } = await showSessions(web);
    pasteNatively('ls\nrm -r /\u202e\n');
    await expect.element(dialog()).toMatchTextContent('Paste 2 lines?');
    await expect.element(page.getByRole('region', { name: 'What will be pasted' })).toMatchTextContent('rm -r /�');
    await expectAccessible();
    await expect.element(dialog().getByRole('button', { name: 'Don’t paste' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog()).not.toBeInTheDocument();
    await expectTerminalHasKeys();
    expect(port.input).toBe('');
    pasteNatively('ls\ndf\n');
    await dialog().getByRole('button', { name: 'Paste', exact: true }).click();
    await expect.poll(() => port.input).toBe('ls\rdf\r');
    await expectTerminalHasKeys();
  });

  test('control characters are taken out, which is said', async () => {
    const { port } = await showSessions(web);
    port.output('\x1b[?2004h');
    await vi.waitFor(() => expect(port.acknowledged).toBe(8));
    pasteNatively('a\x1b[201~b');
    await expect.element(dialog()).toMatchTextContent('A control character was in the text');
    await dialog().getByRole('button', { name: 'Paste', exact: true }).click();
    await expect.poll(() => port.input).toBe('\x1b[200~a[201~b\x1b[201~');
  });

  test('a clipboard that can’t be read is told', async () => {
    await showSessions(web);
    vi.spyOn(navigator.clipboard, 'readText').mockRejectedValue(new Error('not allowed'));
    await expectTerminalHasKeys();
    await userEvent.keyboard('{Control>}{Shift>}V{/Shift}{/Control}');
    await expect.element(page.getByRole('alert')).toMatchTextContent('The clipboard could not be read.');
    await expect.element(page.getByRole('alert')).toMatchTextContent('not allowed');
  });
});
