/**
 * The init that Podman puts before a container's own program. Debian's is a symbolic link, and CRIU can't bring back a
 * mount whose source is one, so that a container with it could be frozen, but not restored.
 */
import { lstat, realpath } from 'node:fs/promises';
import type { Settings } from './containers-conf.ts';
import { isOlder } from './doctor/podman.mjs';
import { helperFiles } from './helper-programs.ts';

const name = 'catatonit';
/** `DefaultInitPath` of containers/common. */
const usual = `/usr/libexec/podman/${name}`;

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
function searched({ version, ...places }: Podman): readonly string[] {
  // Before 4.8 it doesn't look any further.
  return isOlder(version, '4.8.0') ? [] : helperFiles(name, places);
}
