#!/usr/bin/env node
// @ts-check
/**
 * `npm run bench`: measures the app beside its yardsticks, on a real engine of its own.
 *
 *     npm run bench
 *     npm run bench -- --only echo --only list-1000    only these, by the words their names begin with
 *     npm run bench -- --json figures.json             also as a file
 *     npm run bench -- --rivals                        also beside cockpit-podman, where it is installed
 *     npm run bench -- --runs 3                        the median of three (default: seven)
 *     npm run bench -- --page                          measures nothing: writes docs/performance.json into its page
 */
import { withToolNode } from './setup/tool-node.mjs';

await withToolNode(import.meta.url, async () => {
  const args = process.argv.slice(2);
  if (args.includes('--page')) {
    const { writePage } = await import('./bench/page.mjs');
    await writePage();
    return 0;
  }
  const { inElectron } = await import('./app/in-electron.mjs');
  return inElectron('e2e/bench/main.ts', args);
});
