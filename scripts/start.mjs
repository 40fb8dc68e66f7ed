#!/usr/bin/env node
// @ts-check
/**
 * `npm start`: makes sure of everything, builds what is out of date and opens the app.
 *
 *     npm start                  asks before system packages are installed
 *     npm start -- --yes         doesn't ask
 *     npm start -- -- --flag     everything after the second -- goes to the app
 */
import { withToolNode } from './setup/tool-node.mjs';

await withToolNode(import.meta.url, async () => {
  const { start } = await import('./start/start.mjs');
  return start(process.argv.slice(2));
});
