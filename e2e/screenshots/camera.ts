/** Takes pictures of the window, light and dark. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { settled } from '../axe.ts';
import { smallPng } from './small-png.ts';

const schemes = ['light', 'dark'] as const;

export class Camera {
  readonly #window: Page;
  readonly #folder: string;
  /** Whether the picture of this name is to be taken. */
  readonly wants: (name: string) => boolean;

  constructor(window: Page, folder: string, wants: (name: string) => boolean) {
    this.#window = window;
    this.#folder = folder;
    this.wants = wants;
  }

  /** Takes what the window shows now, as `NAME-light.png` and `NAME-dark.png`. */
  async take(name: string): Promise<void> {
    if (!this.wants(name)) return;
    // Nothing shall light up under the pointer.
    await this.#window.mouse.move(0, 0);
    for (const colorScheme of schemes) {
      await this.#window.emulateMedia({ colorScheme });
      await settled(this.#window);
      const file = `${name}-${colorScheme}.png`;
      const picture = smallPng(await this.#window.screenshot({ animations: 'disabled', caret: 'hide' }));
      await writeFile(path.join(this.#folder, file), picture);
      process.stdout.write(`- ${file}: ${Math.round(picture.length / 1000)} kB\n`);
    }
    await this.#window.emulateMedia({ colorScheme: 'light' });
  }
}
