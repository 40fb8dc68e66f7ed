import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

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
  },
  css: { modules: { localsConvention: 'camelCaseOnly' } },
});
