import axe from 'axe-core';
import { expect } from 'vitest';

/** Fails with what axe found, in words; of the whole page, in the colours that it has now. */
export async function expectAccessible(): Promise<void> {
  const { violations } = await axe.run(document.body, {
    // A component under test is no whole page.
    rules: {
      region: { enabled: false },
      'page-has-heading-one': { enabled: false },
      'landmark-one-main': { enabled: false },
    },
  });
  const words = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' | ')}`);
  expect(words).toEqual([]);
}
