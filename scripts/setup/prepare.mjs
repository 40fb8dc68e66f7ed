// @ts-check
/**
 * Everything the app needs on this machine, step by step. Runs under the tool Node (see tool-node.mjs); the
 * npm dependencies are there by then.
 */

import { thisMachine } from '../../main/host/doctor/machine.mjs';
import { podmanFacts } from '../../main/host/doctor/podman.mjs';
import { handOver } from './containers-conf.mjs';
import { inTurn } from './in-turn.mjs';
import { finishInterrupted } from './packages.mjs';
import { cacheFolder } from './paths.mjs';
import { forgetReady, keepReady } from './ready.mjs';
import { remember, withoutOurs } from './remembered.mjs';
import { ownFolder } from './room.mjs';
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
import { runtimeSpecForTests } from './steps/runtime-spec.mjs';
import { bundleSampleImage, busyboxForTests, sampleImage } from './steps/sample-image.mjs';
import { sandbox } from './steps/sandbox.mjs';
import { selinuxMachine } from './steps/selinux-machine.mjs';
import { umociForTests } from './steps/umoci.mjs';

/**
 * @typedef {object} Prepared
 * @property {NodeJS.ProcessEnv} env the environment for the app and everything that runs Podman
 * @property {Record<string, string>} changes what of it differs from ours
 * @property {import('./steps/electron.mjs').Electron} electron
 * @property {string | null} chromium its path, looked for only for tests; null also where Playwright has its own
 * @property {boolean} headless there is no display: start one with `startXvfb`
 * @property {boolean} checkpoints whether CRIU works here
 * @property {string | null} complaint why Podman doesn't work, in its own words
 * @property {string | null} noSelinuxMachine why tests can't have a machine with SELinux; looked for only for them
 */

/**
 * Looks at everything, and brings what is missing; one set-up at a time.
 * @param {{ yes?: boolean, for?: 'start' | 'test' | 'setup', say?: (line: string) => void }} [options]
 *   `yes`: system packages may be installed without asking
 * @returns {Promise<Prepared>}
 */
export function prepare({ yes = answeredBeforehand(), for: purpose = 'setup', say = sayStep } = {}) {
  return inTurn(() => allSteps({ yes, purpose, say }), { say });
}

/**
 * @param {{ yes: boolean, purpose: 'start' | 'test' | 'setup', say: (line: string) => void }} options
 * @returns {Promise<Prepared>}
 */
async function allSteps({ yes, purpose, say }) {
  const forTests = purpose === 'test';
  await dependencies({ say });
  const base = withoutOurs(process.env);
  await ownFolder(cacheFolder(base));
  await finishInterrupted({ yes, say });
  const machine = thisMachine(base);
  const podman = await engine({ podmanIsNeeded: forTests, machine, yes, say });
  // The bundle engine takes crun first, too.
  const { runtime: used } = podman ?? { runtime: (await machine.which('crun')) === null ? null : 'crun' };
  const kinks = {
    ulimits: await rlimits({ machine, say }),
    runtime: await ociRuntime({ machine, podman: { runtime: used }, say }),
  };
  /** @type {Record<string, string>} */
  const changes = await handOver({ kinks, podmanVersion: podman?.version ?? 'none', env: base });
  const criuFound = await criu({ say, env: base, again: purpose === 'setup' });
  if (criuFound.folder !== null) changes.PATH = `${criuFound.folder}:${base.PATH}`;
  const electronFound = await electron({ say, again: purpose === 'setup' });
  if (electronFound.standIn) changes.GANTRY_ELECTRON_STAND_IN = electronFound.version;
  await electronLibraries({ electron: electronFound.path, yes, say });
  await sandbox({ electron: electronFound.path, standIn: electronFound.standIn, yes, say });
  const headless = forTests || !hasDisplay(process.env);
  if (headless) await virtualDisplay({ yes, say });
  const env = { ...base, ...changes };
  const complete = await podmanFacts(thisMachine(env));
  const complaint = complete?.complaint ?? null;
  if (complaint !== null) say(`Podman doesn't work yet: ${complaint}; \`podman info\` in a terminal tells more`);
  await remember(changes, base);
  const found = { env, changes, electron: electronFound, headless, checkpoints: criuFound.usable, complaint };
  if (forTests) {
    // Tests bring an engine of their own, with an image of its own.
    await busyboxForTests({ yes, say, env });
    await umociForTests({ yes, say });
    await runtimeSpecForTests({ yes, say });
    const noSelinuxMachine = await selinuxMachine({ yes, say });
    return { ...found, noSelinuxMachine, chromium: await chromium({ yes, say }) };
  }
  const hasImage =
    complete === null
      ? await bundleSampleImage({ say, env })
      : complaint === null && (await sampleImage({ images: complete.images, say, env }));
  if (hasImage) await keepReady(base);
  else await forgetReady(base);
  return { ...found, noSelinuxMachine: null, chromium: null };
}

/** `--yes` on the command line or a CI's environment agree to everything beforehand. */
export function answeredBeforehand(args = process.argv.slice(2), env = process.env) {
  return args.includes('--yes') || (env.CI !== undefined && env.CI !== '' && env.CI !== 'false');
}
