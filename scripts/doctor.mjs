#!/usr/bin/env node
// @ts-check
/**
 * `npm run doctor`: what is there, what is missing and what that costs. Changes nothing and needs nothing: it tells
 * of a machine on which the npm dependencies are missing, too.
 * Exit code 1 when something is missing without which the app doesn't run.
 *
 *     npm run doctor -- --json
 */
import { doctor, missingEssentials } from '../main/host/doctor/index.mjs';
import { thisMachine } from '../main/host/doctor/machine.mjs';
import { asText } from '../main/host/doctor/text.mjs';
import { projectRoot } from './setup/paths.mjs';
import { rememberedEnvironment } from './setup/remembered.mjs';
import { reporting } from './setup/say.mjs';
import { installedElectron } from './setup/steps/electron.mjs';

process.exitCode = await reporting(async () => {
  // With what the last set-up found to be needed, as the app runs.
  const machine = thisMachine({ ...process.env, ...(await rememberedEnvironment()) });
  const report = await doctor({ machine, electron: await installedElectron(), project: projectRoot });
  const json = process.argv.includes('--json');
  process.stdout.write(`${json ? JSON.stringify(report, null, 2) : asText(report)}\n`);
  return missingEssentials(report).length > 0 ? 1 : 0;
});
