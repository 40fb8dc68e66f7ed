// @ts-check
/**
 * Everything the app needs on this machine, step by step. Runs under the tool Node (see tool-node.mjs); the
 * npm dependencies are there by then.
 */

import { thisMachine } from '../../main/host/doctor/machine.ts';
import { podmanFacts } from '../../main/host/doctor/podman.ts';
import { handOver } from './containers-conf.mjs';
import { cacheFolder } from './paths.mjs';
import { remember } from './remembered.mjs';
import { sayStep } from './say.mjs';
import { chromium } from './steps/chromium.mjs';
import { criu } from './steps/criu.mjs';
import { dependencies } from './steps/dependencies.mjs';
import { hasDisplay, virtualDisplay } from './steps/display.mjs';
import { electron } from './steps/electron.mjs';
import { electronLibraries } from './steps/electron-libraries.mjs';
import { engine } from './steps/engine.mjs';
import { ociRuntime } from './steps/oci-runtime.mjs';
import { rlimits } from './steps/rlimits.mjs';
import { busyboxForTests, sampleImage } from './steps/sample-image.mjs';
import { sandbox } from './steps/sandbox.mjs';

/**
 * @typedef {object} Prepared
 * @property {NodeJS.ProcessEnv} env the environment for the app and everything that runs Podman
 * @property {Record<string, string>} changes what of it differs from ours
 * @property {import('./steps/electron.mjs').Electron} electron
 * @property {string | null} chromium its path, looked for only for tests; null also where Playwright has its own
 * @property {boolean} headless there is no display: start one with `startXvfb`
 * @property {boolean} checkpoints whether CRIU works here
 */

/**
 * @param {{ yes?: boolean, for?: 'start' | 'test' | 'setup', say?: (line: string) => void }} [options]
 *   `yes`: system packages may be installed without asking
 * @returns {Promise<Prepared>}
 */
export async function prepare({ yes = answeredBeforehand(), for: purpose = 'setup', say = sayStep } = {}) {
  const forTests = purpose === 'test';
  await dependencies({ say });
  const base = withoutOurs(process.env);
  const machine = thisMachine(base);
  const podman = await engine({ machine, yes, say });
  const kinks = { ulimits: await rlimits({ machine, say }), runtime: await ociRuntime({ machine, podman, say }) };
  /** @type {Record<string, string>} */
  const changes = await handOver({ kinks, podmanVersion: podman.version, env: base });
  const criuFound = await criu({ say, env: base });
  if (criuFound.folder !== null) changes.PATH = `${criuFound.folder}:${base.PATH}`;
  const found = await electron({ say, again: purpose === 'setup' });
  if (found.standIn) changes.GANTRY_ELECTRON_STAND_IN = found.version;
  await electronLibraries({ electron: found.path, yes, say });
  await sandbox({ electron: found.path, yes, say });
  const headless = forTests || !hasDisplay(process.env);
  if (headless) await virtualDisplay({ yes, say });
  const env = { ...base, ...changes };
  const complete = await podmanFacts(thisMachine(env));
  if (complete?.complaint)
    say(`Podman doesn't work yet: ${complete.complaint}; \`podman info\` in a terminal tells more`);
  // Tests bring an engine of their own, with an image of its own.
  if (forTests) await busyboxForTests({ yes, say, env });
  else if (!complete?.complaint) await sampleImage({ images: complete?.images ?? 0, say, env });
  await remember(changes, base);
  const browser = forTests ? await chromium({ yes, say }) : null;
  return { env, changes, electron: found, chromium: browser, headless, checkpoints: criuFound.usable };
}

/**
 * The environment without what an earlier set-up has put into it (a script that was started by another),
 * so that the machine's own settings are seen.
 * @param {NodeJS.ProcessEnv} env
 */
export function withoutOurs(env) {
  const base = { ...env };
  const ours = cacheFolder(env);
  for (const name of ['CONTAINERS_CONF', 'CONTAINERS_CONF_OVERRIDE']) {
    if (base[name]?.startsWith(`${ours}/`)) delete base[name];
  }
  base.PATH = (base.PATH ?? '')
    .split(':')
    .filter((folder) => !folder.startsWith(`${ours}/`))
    .join(':');
  delete base.GANTRY_ELECTRON_STAND_IN;
  return base;
}

/** `--yes` on the command line or a CI's environment agree to everything beforehand. */
export function answeredBeforehand(args = process.argv.slice(2), env = process.env) {
  return args.includes('--yes') || (env.CI !== undefined && env.CI !== '' && env.CI !== 'false');
}
