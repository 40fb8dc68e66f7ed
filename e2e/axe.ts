/** Looks for what shuts people out. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** @param what is shown, for the report */
export async function expectAccessible(window: Page, what: string): Promise<void> {
  await settled(window);
  // Legacy: the usual way opens a page of its own, which Electron doesn't do.
  const { violations } = await new AxeBuilder({ page: window }).setLegacyMode(true).analyze();
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => `  ${html}`).join('\n')}`,
  );
  expect(found, `violations in: ${what}`).toEqual([]);
}

/** Colours are judged when nothing fades in or out any more. */
export async function settled(window: Page): Promise<void> {
  await window.evaluate(async () => {
    const animations = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(animations.map(({ finished }) => finished));
  });
}
