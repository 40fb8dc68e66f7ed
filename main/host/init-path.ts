/**
 * The init that Podman puts before a container's own program. Debian's is a symbolic link, and CRIU can't bring back a
 * mount whose source is one, so that a container with it could be frozen, but not restored.
 */
import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Settings } from './containers-conf.ts';
import { isOlder } from './doctor/podman.ts';

const name = 'catatonit';
/** `DefaultInitPath` and the folders for helpers of containers/common. */
const usual = `/usr/libexec/podman/${name}`;
const folders = ['/usr/local/libexec/podman', '/usr/local/lib/podman', '/usr/libexec/podman', '/usr/lib/podman'];

interface Podman {
  readonly version: string;
  readonly settings: Pick<Settings, 'initPath' | 'helperFolders'>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** @returns the file behind the link that this Podman would take; null where it takes no link, or what it was told to take */
export async function initBehindLink(podman: Podman, first = usual): Promise<string | null> {
  if (podman.settings.initPath !== null) return null;
  for (const file of [first, ...searched(podman)]) {
    const found = await realpath(file).catch(() => null);
    if (found !== null) return (await lstat(file)).isSymbolicLink() ? found : null;
  }
  return null;
}

/** The init of a container that no Podman makes, looked for where a new one would; null: there is none here. */
export async function initProgram(told: Omit<Podman, 'version'>, first = usual): Promise<string | null> {
  const { initPath } = told.settings;
  const files = initPath === null ? [first, ...searched({ ...told, version: '4.8.0' })] : [initPath];
  for (const file of files) {
    const found = await realpath(file).catch(() => null);
    if (found !== null) return found;
  }
  return null;
}

/** Where Podman looks when its usual one isn't there, in its order. */
function searched({ version, settings, environment }: Podman): readonly string[] {
  // Before 4.8 it doesn't look any further.
  if (isOlder(version, '4.8.0')) return [];
  const { CONTAINERS_HELPER_BINARY_DIR: before, PATH = '' } = environment;
  const all = [before ?? '', ...(settings.helperFolders ?? folders), ...PATH.split(path.delimiter)];
  return all.filter((folder) => folder !== '').map((folder) => path.join(folder, name));
}
