#!/usr/bin/env node
// @ts-check
/**
 * `npm run pack`: the app as people install it, in dist/.
 *
 *     npm run pack                            a folder that runs (dist/linux-unpacked), and a tar.gz of it
 *     npm run pack -- deb rpm AppImage        these packages too; for rpm the machine needs rpmbuild
 */
import { withToolNode } from './setup/tool-node.mjs';

await withToolNode(import.meta.url, async () => {
  const { pack } = await import('./pack/pack.mjs');
  return pack(process.argv.slice(2));
});
