/** The pane of terminals. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { TerminalSize } from '../shared/session.ts';

export class TerminalPane {
  readonly pane: Locator;
  readonly tabs: Locator;
  /** How the session stands. */
  readonly status: Locator;
  /** The lines of the screen in front. */
  readonly lines: Locator;
  readonly #window: Page;

  constructor(window: Page) {
    this.#window = window;
    this.pane = window.getByRole('region', { name: 'Terminal' });
    this.tabs = this.pane.getByRole('tab');
    this.status = this.pane.getByRole('status');
    this.lines = this.pane.locator('[data-terminal]:not([hidden]) .xterm-rows');
  }

  /** Puts the keyboard into the terminal. */
  async focus(): Promise<void> {
    // The lines themselves let the pointer through.
    await this.pane.locator('[data-terminal]:not([hidden]) .xterm-screen').click();
  }

  /** Types a command; the terminal has the keyboard. */
  async run(command: string): Promise<void> {
    await this.#window.keyboard.type(`${command}\n`);
  }

  /** Starts what has ended again. */
  async restart(): Promise<void> {
    await this.#window.keyboard.press('Enter');
  }

  /** Starts what was lost again, which ends what may run on. */
  async endAndRestart(): Promise<void> {
    await this.#window.keyboard.press('Control+Shift+Enter');
  }

  async expectText(text: string | RegExp): Promise<void> {
    await expect(this.lines).toContainText(text);
  }

  /** Waits for the shell's prompt. */
  async expectPrompt(): Promise<void> {
    await expect(this.lines).toContainText(/[#$] ?\s*$/);
  }

  /** The program is told the size that the pane has, at the latest a moment after. The terminal has the keyboard. */
  async expectProgramKnowsSize(): Promise<void> {
    await expect(async () => {
      const { rows, columns } = await this.size();
      await this.run('echo "[$(stty size)]"');
      await expect(this.lines).toContainText(`[${rows} ${columns}]`, { timeout: 1000 });
    }).toPass();
  }

  /** The size that the pane says it has. */
  readonly size = async (): Promise<TerminalSize> => {
    const words = (await this.pane.getByTitle('Columns × rows').textContent()) ?? '';
    const [columns = Number.NaN, rows = Number.NaN] = words.split('×').map((word) => Number(word.trim()));
    return { columns, rows };
  };
}
