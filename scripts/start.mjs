#!/usr/bin/env node
// @ts-check
/**
 * `npm start`: makes sure of everything, builds what is out of date and opens the app.
 *
 *     npm start                  asks before system packages are installed
 *     npm start -- --yes         doesn't ask
 *     npm start -- -- --flag     everything after the second -- goes to the app
 */
import { recallReady } from './setup/ready.mjs';
import { reporting } from './setup/say.mjs';
import { withToolNode } from './setup/tool-node.mjs';
import { openAgain, start } from './start/start.mjs';

const args = process.argv.slice(2);
const ready = await recallReady();
if (ready === null) await withToolNode(import.meta.url, () => start(args));
else process.exitCode = await reporting(() => openAgain(args, ready));
