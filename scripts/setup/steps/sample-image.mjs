// @ts-check
/** A first image where the engine has none, so that a newcomer has something to start, also offline. */

import { installPackages } from '../packages.mjs';
import { SetupProblem } from '../problem.mjs';
import { giveBundleEngineImage, importSampleImage, sampleImage as name } from '../sample-image.mjs';
import { machinesBusybox, staticBusybox } from '../sample-rootfs.mjs';

/**
 * @param {{
 *   images: number,
 *   say: (line: string) => void,
 *   env: NodeJS.ProcessEnv,
 *   busybox?: typeof staticBusybox,
 *   importImage?: typeof importSampleImage,
 * }} options
 * @returns {Promise<boolean>} whether there is an image now
 */
export async function sampleImage({ images, say, env, busybox = machinesBusybox, importImage = importSampleImage }) {
  if (images > 0) {
    say(`images: ${images}`);
    return true;
  }
  return made({ say, env, busybox }, async (source) => {
    await importImage(source, env);
    return 0;
  });
}

/**
 * For the bundle engine, where there is no Podman.
 * @param {{
 *   say: (line: string) => void,
 *   env: NodeJS.ProcessEnv,
 *   busybox?: typeof staticBusybox,
 *   giveImage?: typeof giveBundleEngineImage,
 * }} options
 * @returns {Promise<boolean>} whether there is an image now
 */
export function bundleSampleImage({ say, env, busybox = machinesBusybox, giveImage = giveBundleEngineImage }) {
  return made({ say, env, busybox }, (source) => giveImage(source, env));
}

/**
 * @param {{ say: (line: string) => void, env: NodeJS.ProcessEnv, busybox: typeof staticBusybox }} options
 * @param {(busybox: string) => Promise<number>} make makes it where there is none, and tells how many there were
 */
async function made({ say, env, busybox }, make) {
  const source = await busybox(env);
  if (source === null) {
    say(
      'There is no image yet, and no busybox to make one of: install busybox-static (Fedora: busybox), or bring an image.',
    );
    return false;
  }
  try {
    const before = await make(source);
    say(before > 0 ? `images: ${before}` : `made the image ${name} from this machine's busybox`);
    return true;
  } catch (error) {
    // The app is of use without: other images can be had.
    say(`The sample image could not be made: ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

/**
 * The engine that tests bring has such an image, whatever other images this machine has.
 * @param {{
 *   yes: boolean,
 *   say: (line: string) => void,
 *   env: NodeJS.ProcessEnv,
 *   busybox?: typeof staticBusybox,
 *   install?: typeof installPackages,
 * }} options
 */
export async function busyboxForTests({ yes, say, env, busybox = staticBusybox, install = installPackages }) {
  if ((await busybox(env)) !== null) return;
  await install('sampleImage', "For the tests' image", { yes, say });
  if ((await busybox(env)) !== null) return;
  throw new SetupProblem(
    'There is no static busybox to make an image for the tests of.',
    'Install one (Debian, Ubuntu: busybox-static; Fedora: busybox) and run this again.',
  );
}
