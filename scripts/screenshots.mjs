#!/usr/bin/env node
// @ts-check
/**
 * `npm run screenshots`: a picture of each screen, light and dark, of the real app with real containers, on an engine of
 * its own; those with SELinux types, on a virtual machine that has it on. They go to docs/screenshots.
 *
 *     npm run screenshots
 *     npm run screenshots -- terminal details-log    only these, by the beginning of their name
 */
import { withToolNode } from './setup/tool-node.mjs';

await withToolNode(import.meta.url, async () => {
  const { inElectron } = await import('./app/in-electron.mjs');
  // One and a half pixels for each of the page's: sharp on today's displays, and still small.
  const sharp = { size: '2560x1600x24', switches: ['--force-device-scale-factor=1.5'] };
  return inElectron('e2e/screenshots/main.ts', process.argv.slice(2), sharp);
});
