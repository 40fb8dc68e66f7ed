/** Reads a checkpoint archive, and makes of it a container that is frozen in place. */
import { chmod, lstat, mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { GantryError } from '../../../../shared/errors.ts';
import { dumpedPorts } from '../../../checkpoint/dumped-ports.ts';
import { checkpointFolder } from '../../../runtime/conmon/bundle.ts';
import { markFrozen } from '../../../runtime/conmon/frozen.ts';
import { shmOf } from '../container-files.ts';
import { unpackTar } from '../images/unpack/image.ts';
import { partsOf } from '../images/unpack/member.ts';
import { Tree } from '../images/unpack/tree.ts';
import { isThere } from '../there.ts';
import { type ArchivedConfig, archivedConfig } from './archived-config.ts';

/** What of an archive's `config.dump` a container is made of again. */
const configDump = z.object({
  id: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().min(1),
  rootfsImageID: z.string(),
  rootfsImageName: z.string(),
  command: z.array(z.string()).nullish(),
  user: z.string().nullish(),
  stopSignal: z.number().nullish(),
  stopTimeout: z.number().nullish(),
  newPortMappings: dumpedPorts,
});
export type ConfigDump = z.infer<typeof configDump>;

export interface Unpacked {
  readonly container: ConfigDump;
  readonly config: ArchivedConfig;
}

export interface Reading {
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes that have been read so far. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
}

/**
 * @param folder isn't there yet
 * @throws GantryError `invalid` for what is no archive
 */
export async function unpackArchive(file: string, folder: string, { signal, onProgress }: Reading): Promise<Unpacked> {
  await mkdir(folder, { mode: 0o700 });
  let bytes = 0;
  const onRead = (read: number): void => {
    bytes += read;
    onProgress?.(bytes);
  };
  await unpackTar(file, folder, { signal, onRead });
  const container = configDump.safeParse(await jsonIn(path.join(folder, 'config.dump')));
  if (!container.success) throw broken('Its config.dump is not that of a container.', container.error);
  const config = archivedConfig.safeParse(await jsonIn(path.join(folder, 'spec.dump')));
  if (!config.success) throw broken('Its spec.dump is no configuration of a container.', config.error);
  if (!(await isFolder(path.join(folder, checkpointFolder)))) throw broken("CRIU's images are not in it.", null);
  return { container: container.data, config: config.data };
}

/**
 * Puts what was unpacked into a bundle whose root file system is the image's.
 * @param unpacked the folder of {@link unpackArchive}
 */
export async function moveInto(bundle: string, unpacked: string, signal: AbortSignal | undefined): Promise<void> {
  const root = path.join(bundle, 'rootfs');
  const difference = path.join(unpacked, 'rootfs-diff.tar');
  // First: a file may have come where a folder was.
  await removeDeleted(root, path.join(unpacked, 'deleted.files'));
  if (await isFile(difference)) await unpackTar(difference, root, { signal });
  for (const name of [checkpointFolder, 'stats-dump', 'ctr.log']) {
    const place = path.join(unpacked, name);
    if (name === checkpointFolder || (await isFile(place))) await rename(place, path.join(bundle, name));
  }
  const shm = path.join(unpacked, 'devshm-checkpoint.tar');
  await mkdir(shmOf(bundle));
  // As a temporary folder: everybody may write there.
  await chmod(shmOf(bundle), 0o1777);
  if (await isFile(shm)) await unpackTar(shm, shmOf(bundle), { signal });
  await markFrozen({ path: bundle });
  await rm(unpacked, { recursive: true, force: true });
}

async function removeDeleted(root: string, list: string): Promise<void> {
  if (!(await isThere(list))) return;
  const names = z.array(z.string()).safeParse(await jsonIn(list));
  if (!names.success) throw broken('Its deleted.files is no list.', names.error);
  const tree = new Tree(root);
  for (const name of names.data) {
    const parts = partsOf(name);
    if (parts.length > 0) await tree.remove(await tree.placeOf(parts));
  }
}

async function jsonIn(file: string): Promise<unknown> {
  try {
    return (await isFile(file)) ? JSON.parse(await readFile(file, 'utf8')) : null;
  } catch (thrown) {
    throw broken(`Its ${path.basename(file)} is not JSON.`, thrown);
  }
}

/** A link could lead anywhere. */
async function isFile(file: string): Promise<boolean> {
  return lstat(file).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

async function isFolder(folder: string): Promise<boolean> {
  return lstat(folder).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

function broken(why: string, cause: unknown): GantryError {
  return new GantryError({
    code: 'invalid',
    message: `This checkpoint archive can't be restored. ${why}`,
    engineMessage: cause instanceof z.ZodError ? z.prettifyError(cause) : null,
    cause,
  });
}
