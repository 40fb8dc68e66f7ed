#!/usr/bin/env node
// @ts-check
/**
 * `npm run setup`: everything the app needs on this machine. Does nothing where nothing is needed.
 *
 *     npm run setup             asks before system packages are installed
 *     npm run setup -- --yes    doesn't ask
 */
import { withToolNode } from './setup/tool-node.mjs';

await withToolNode(import.meta.url, async () => {
  const { prepare } = await import('./setup/prepare.mjs');
  const { electron, checkpoints } = await prepare({ for: 'setup' });
  process.stdout.write(
    `Ready: npm start opens the app${electron.standIn ? ' in the stand-in Electron' : ''}${checkpoints ? '' : '; checkpoints are not available'}.\n`,
  );
  return 0;
});
