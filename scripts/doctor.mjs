#!/usr/bin/env node
// @ts-check
/**
 * `npm run doctor`: what is there, what is missing and what that costs. Changes nothing.
 * Exit code 1 when something is missing without which the app doesn't run.
 *
 *     npm run doctor -- --json
 */
import { withToolNode } from './setup/tool-node.mjs';

const main = async () => {
  const { doctor, missingEssentials } = await import('../main/host/doctor/index.ts');
  const { thisMachine } = await import('../main/host/doctor/machine.ts');
  const { asText } = await import('../main/host/doctor/text.ts');
  const { projectRoot } = await import('./setup/paths.mjs');
  const { rememberedEnvironment } = await import('./setup/remembered.mjs');
  const { installedElectron } = await import('./setup/steps/electron.mjs');
  // With what the last set-up found to be needed, as the app runs.
  const machine = thisMachine({ ...process.env, ...(await rememberedEnvironment()) });
  const report = await doctor({ machine, electron: await installedElectron(), project: projectRoot });
  const json = process.argv.includes('--json');
  process.stdout.write(`${json ? JSON.stringify(report, null, 2) : asText(report)}\n`);
  return missingEssentials(report).length > 0 ? 1 : 0;
};

await withToolNode(import.meta.url, main, { install: false });
