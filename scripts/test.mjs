#!/usr/bin/env node
// @ts-check
/**
 * `npm test`: sets up what is missing, then runs every check and test. The last line is "N passed, N failed".
 *
 *     npm test
 *     npm test -- unit integration    only these, by the names in test/steps.mjs
 */
import { withToolNode } from './setup/tool-node.mjs';

const hasRun = await withToolNode(import.meta.url, async () => {
  const { main } = await import('./test/main.mjs');
  return main(process.argv.slice(2));
});
// Also a run that couldn't begin says so in the form that is read by machines.
if (!hasRun) process.stdout.write('0 passed, 1 failed\n');
