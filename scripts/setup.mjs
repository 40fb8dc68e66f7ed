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
  const { electron, checkpoints, complaint } = await prepare({ for: 'setup' });
  const how = `${electron.standIn ? ' in the stand-in Electron' : ''}${checkpoints ? '' : '; checkpoints are not available'}`;
  const opens = `npm start opens the app${how}.`;
  process.stdout.write(complaint === null ? `Ready: ${opens}\n` : `Podman doesn't work yet, see above; ${opens}\n`);
  return 0;
});
