/** The programs that Podman leaves a part of its work to: netavark, catatonit. They are on nobody's PATH. */
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import type { Environment, Settings } from './containers-conf.ts';

/** Of containers/common. */
const folders = ['/usr/local/libexec/podman', '/usr/local/lib/podman', '/usr/libexec/podman', '/usr/lib/podman'];

export interface HelperPlaces {
  readonly settings: Pick<Settings, 'helperFolders'>;
  readonly environment: Environment;
}

/** Where Podman looks for one, in its order. */
export function helperFiles(name: string, { settings, environment }: HelperPlaces): readonly string[] {
  const { CONTAINERS_HELPER_BINARY_DIR: before, PATH = '' } = environment;
  const all = [before ?? '', ...(settings.helperFolders ?? folders), ...PATH.split(path.delimiter)];
  return all.filter((folder) => folder !== '').map((folder) => path.join(folder, name));
}

/** @returns its path; null where it isn't there */
export async function findHelper(name: string, places: HelperPlaces): Promise<string | null> {
  for (const file of helperFiles(name, places)) {
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return null;
}
