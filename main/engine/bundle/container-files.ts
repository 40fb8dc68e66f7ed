/** Files of ours that are put into a container, beside its bundle. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** In a bundle: its root file system. */
export const rootFolder = 'rootfs';
export const filesFolder = 'files';
export const [hostsFile, resolvConfFile] = ['hosts', 'resolv.conf'] as const;

/** The files that a container finds in place of its image's; names are written at its start. @param final where the folder will be */
export async function writeFiles(folder: string, final: string, hostname: string) {
  const texts = { [hostsFile]: '', [resolvConfFile]: '', hostname: `${hostname}\n`, containerenv: 'engine="gantry"\n' };
  await mkdir(path.join(folder, filesFolder));
  for (const [name, text] of Object.entries(texts)) {
    await writeFile(path.join(folder, filesFolder, name), text, { mode: 0o644 });
  }
  const at = (name: keyof typeof texts): string => path.join(final, filesFolder, name);
  return {
    hosts: at(hostsFile),
    resolvConf: at(resolvConfFile),
    hostname: at('hostname'),
    containerenv: at('containerenv'),
    shm: null,
  };
}

export type ContainerFilesMade = Awaited<ReturnType<typeof writeFiles>>;

/** For the `/dev/shm` of a container that Podman has made: a folder that is mounted there. */
export function shmOf(folder: string): string {
  return path.join(folder, filesFolder, 'shm');
}
