#!/usr/bin/env node
// @ts-check
/**
 * `npm run build`: builds out/ as far as it is out of date.
 *
 *     npm run build                        for the Electron that this machine has
 *     npm run build -- --target=shipped    for the shipped one (or =stand-in); also GANTRY_BUILD_TARGET
 *     npm run build -- --force             everything anew
 */
import { inTurn } from './setup/in-turn.mjs';
import { sayStep } from './setup/say.mjs';
import { withToolNode } from './setup/tool-node.mjs';

await withToolNode(import.meta.url, async () => {
  const { build } = await import('./build/build.mjs');
  const { buildTarget } = await import('./build/target.mjs');
  const options = { target: await buildTarget(), say: sayStep, force: process.argv.includes('--force') };
  await inTurn(() => build(options), { say: sayStep });
  return 0;
});
