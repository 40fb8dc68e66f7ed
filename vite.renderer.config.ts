import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { checks } from './vite.checks.config.ts';

/** What the first picture needs, with all that it imports: one file. */
const ofTheStart =
  /\/renderer\/main\.tsx$|\/(shared|renderer\/state)\/|\/renderer\/ui\/(Button|ContextMenu|Fields|Menu|Notices|Screen|SplitPane|Waiting)\.tsx$/;

/** The window's contents. Chrome 114 is that of the Electron that stands in on machines without the shipped one. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: {
    target: process.env.GANTRY_BUILD_TARGET === 'stand-in' ? 'chrome114' : 'chrome144',
    outDir: '../out/renderer',
    emptyOutDir: true,
    // Data URLs are refused by the content security policy.
    assetsInlineLimit: 0,
    // Read from the disk, not over a network.
    chunkSizeWarningLimit: 4000,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      checks,
      // Who takes a button from the kit doesn't get its dialogs, too.
      treeshake: { moduleSideEffects: [{ test: /\/renderer\/ui\/\w+\.tsx?$/, sideEffects: false }] },
      output: {
        // Each file takes its way through the main process, which has other things to do at the start: no crumbs.
        codeSplitting: { groups: [{ name: 'start', test: ofTheStart }] },
      },
    },
  },
  css: { modules: { localsConvention: 'camelCaseOnly' } },
});
