/** The window by what a user sees in it: roles and names. */
import { expect, type Locator, type Page } from '@playwright/test';
import { TerminalPane } from './terminal-pane.ts';

export type ScreenName = 'Containers' | 'Checkpoints' | 'Images' | 'Engine';

export class Gantry {
  readonly window: Page;
  /** The list of containers. */
  readonly list: Locator;
  /** What can be done with what is selected. */
  readonly commands: Locator;
  readonly details: Locator;
  readonly dialog: Locator;
  readonly terminal: TerminalPane;
  /** What is said over data of an engine that doesn't answer. */
  readonly banner: Locator;

  constructor(window: Page) {
    this.window = window;
    this.list = window.getByRole('grid', { name: 'Containers' });
    this.commands = window.getByRole('toolbar', { name: 'Selected containers' });
    this.details = window.getByRole('region', { name: 'Details' });
    this.dialog = window.getByRole('dialog').or(window.getByRole('alertdialog'));
    this.terminal = new TerminalPane(window);
    this.banner = window.getByRole('region', { name: 'No connection' });
  }

  async show(screen: ScreenName): Promise<void> {
    await this.window.getByRole('navigation').getByRole('button', { name: screen }).click();
  }

  /** A container's row. */
  row(name: string): Locator {
    return this.list.getByRole('row').filter({ has: this.window.getByTitle(name, { exact: true }) });
  }

  /** Selects a container, and no other. */
  async select(name: string): Promise<void> {
    await this.row(name).getByTitle(name, { exact: true }).click();
    await expect(this.row(name)).toHaveAttribute('aria-selected', 'true');
  }

  /** Presses a command's button in the toolbar; where that has no room, it is in its menu. */
  async command(label: string): Promise<void> {
    const button = this.commands.getByRole('button', { name: label, exact: true });
    const more = this.commands.getByRole('button', { name: 'More', exact: true });
    await expect(more).toBeVisible();
    if (await button.isVisible()) return button.click();
    await more.click();
    await this.window.getByRole('menuitem', { name: new RegExp(`^${label}…?$`) }).click();
  }

  /** Chooses from the toolbar's menu. @param label how its name begins */
  async more(label: string): Promise<void> {
    await this.commands.getByRole('button', { name: 'More', exact: true }).click();
    await this.window.getByRole('menuitem', { name: new RegExp(`^${label}`) }).click();
  }

  async expectState(name: string, state: string): Promise<void> {
    await expect(this.row(name).getByRole('gridcell').first()).toHaveText(state);
  }

  /** Presses a button of the dialog that is open. */
  async answer(button: string): Promise<void> {
    await this.dialog.getByRole('button', { name: button, exact: true }).click();
  }

  /** A tab of the details. */
  async showTab(name: string): Promise<Locator> {
    await this.details.getByRole('tab', { name, exact: true }).click();
    return this.details.getByRole('tabpanel');
  }
}
