import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  // Steps of their own: the packed app, and the app before a machine with SELinux.
  testIgnore: ['pack/**', 'selinux/**'],
  outputDir: '../test-results/e2e',
  // Each worker has an engine, and each test an Electron: two at a time are enough for two cores.
  workers: 2,
  // A test that passes the second time has failed.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 15_000 },
});
