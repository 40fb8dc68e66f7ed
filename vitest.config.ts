import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

/** Debian's Chromium where there is one; else Playwright's own. */
const chromium = process.env.GANTRY_CHROMIUM || undefined;
const asRoot = process.getuid?.() === 0;

const browserDependencies = [
  ...['react', 'react-dom', 'react-dom/client', 'react/jsx-runtime', 'react/jsx-dev-runtime', 'react-aria-components'],
  ...['@tanstack/react-virtual', 'uplot', 'zod/mini', 'zustand'],
  ...['fit', 'search', 'unicode11', 'web-links', 'webgl'].map((name) => `@xterm/addon-${name}`),
  ...['@xterm/xterm', 'axe-core', 'vitest-browser-react'],
];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{shared,main,app}/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'integration',
          include: ['main/**/*.integration.ts'],
          // A checkpoint or a stop with its time-out takes a while on a small machine.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // One question by Podman's command line alone may take longer than the second that is usual.
          expect: { poll: { timeout: 20_000 } },
          maxWorkers: 2,
        },
      },
      {
        plugins: [react()],
        // All that the window and its tests import: one that is found only later reloads the page under the tests.
        optimizeDeps: { include: browserDependencies },
        // Tables of which only a part exists are drawn whole in tests otherwise, and not as in the app.
        define: { 'process.env.VIRT_ON': JSON.stringify('1') },
        test: {
          name: 'renderer',
          include: ['renderer/**/*.test.{ts,tsx}'],
          browser: {
            enabled: true,
            headless: true,
            screenshotDirectory: 'test-results/renderer',
            provider: playwright({
              launchOptions: {
                ...(chromium ? { executablePath: chromium } : {}),
                args: asRoot ? ['--no-sandbox'] : [],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
