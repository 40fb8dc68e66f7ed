/** The window by what a user sees in it: roles and names. */
import type { Page } from '@playwright/test';

export class Gantry {
  readonly window: Page;

  constructor(window: Page) {
    this.window = window;
  }
}
