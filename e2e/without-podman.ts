/** A machine without Podman, as the app sees it: conmon, an OCI runtime and all else are there. */
import { readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { giveBundleEngineImage, sampleImage } from '../scripts/setup/sample-image.mjs';
import { staticBusybox } from '../scripts/setup/sample-rootfs.mjs';
import { bundleEnvironment } from './bundle-place.ts';

type Environment = Readonly<Record<string, string>>;

/**
 * The same programs in one folder, but for those of Podman.
 * @param folder an empty one
 */
export async function pathWithoutPodman(folder: string, { PATH = '' }: Environment): Promise<string> {
  const known = new Set<string>();
  for (const from of PATH.split(path.delimiter)) {
    for (const name of await readdir(from).catch(() => [])) {
      if (known.has(name) || name.startsWith('podman')) continue;
      known.add(name);
      await symlink(path.join(from, name), path.join(folder, name));
    }
  }
  return folder;
}

/** No helper of Podman's either, so no bridge: it would be the machine's. @returns what the environment needs for it */
export async function withoutBridge(folder: string): Promise<Environment> {
  const file = path.join(folder, 'no-bridge.conf');
  await writeFile(file, `[engine]\nhelper_binaries_dir = [${JSON.stringify(folder)}]\n`);
  return { CONTAINERS_CONF_OVERRIDE: file };
}

/** What the set-up does on such a machine. @returns the image's name */
export async function giveImage(dataFolder: string, environment: Environment): Promise<string> {
  const busybox = await staticBusybox();
  if (busybox === null) throw new Error('This machine has no static busybox.');
  await giveBundleEngineImage(busybox, { ...environment, ...bundleEnvironment(dataFolder) });
  return sampleImage;
}
