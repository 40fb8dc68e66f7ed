import { defineConfig } from '@playwright/test';
import common from '../playwright.config.ts';

/** One machine, and one app that looks at it. The machine is emulated: it takes its time. */
export default defineConfig({
  ...common,
  testDir: '.',
  testIgnore: [],
  outputDir: '../../test-results/selinux',
  workers: 1,
  expect: { timeout: 30_000 },
});
