/** Waits in the page for a row of the list to change, so that no driver's way back and forth is in the time. */
import type { Page } from '@playwright/test';
import { z } from 'zod';

/** Milliseconds. */
const patience = 10_000;

/** Begins to wait until a row shows a state. */
export async function watchRow(window: Page, containerId: string, state: string): Promise<void> {
  await window.evaluate(
    ([id, wanted, late]) => {
      const row = document.querySelector(`[data-container="${id}"]`);
      if (row === null) throw new Error('The row is not there.');
      const changed = new Promise<number>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`The row has not become ${wanted}.`)), late);
        const look = (): void => {
          if (row.querySelector('[role=gridcell]')?.textContent !== wanted) return;
          observer.disconnect();
          clearTimeout(timer);
          // In the next frame it is drawn.
          requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
        };
        const observer = new MutationObserver(look);
        observer.observe(row, { subtree: true, childList: true, characterData: true, attributes: true });
        look();
      });
      // Asked for later; until then nobody minds a failure.
      changed.catch(() => {});
      Reflect.set(globalThis, 'benchRowChanged', changed);
    },
    [containerId, state, patience] as const,
  );
}

/** @returns the time since 1970, in milliseconds, of the frame in which the watched row has shown its state */
export async function rowChanged(window: Page): Promise<number> {
  return z.number().parse(await window.evaluate(() => Reflect.get(globalThis, 'benchRowChanged')));
}
