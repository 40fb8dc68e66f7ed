/** Makes an image in a folder as the store keeps it: configuration, record and root file system, all on the disk. */
import { chmod, mkdir, open, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { copyTree } from './copy-tree.ts';
import { type ImageConfig, type ImageSettings, imageConfig } from './image-config.ts';
import { configFile, type ImageRecord, recordFile, rootFolder } from './kept-images.ts';
import { settingsToJson } from './root-config.ts';
import { sizeOf } from './size-of.ts';
import type { ImageParts } from './source/image-parts.ts';
import { digestOf, parsed } from './source/inside.ts';
import type { RootSource } from './source/open-source.ts';
import { type Unpacking, unpackImage } from './unpack/image.ts';
import { umociCan, unpackByUmoci } from './unpack/umoci.ts';

/** Ready to be put in its place. */
export interface MadeImage {
  readonly id: string;
  readonly config: ImageConfig;
  readonly record: ImageRecord;
  readonly folder: string;
}

export interface Making extends Unpacking {
  /** A folder for what is being made. */
  readonly work: string;
  /** umoci's program; null: our own unpacker does it. */
  readonly umoci: string | null;
}

/** A container's users other than root have to enter its root, whatever folder it was made of. */
const enterable = 0o755;

export async function makeImage(
  id: string,
  parts: ImageParts,
  config: ImageConfig,
  making: Making,
): Promise<MadeImage> {
  const { work, umoci } = making;
  const folder = await newFolder(work);
  const root = path.join(folder, rootFolder);
  await mkdir(root);
  await chmod(root, enterable);
  if (umoci !== null && (await umociCan(parts))) {
    const layout = path.join(work, 'layout');
    await mkdir(layout);
    await unpackByUmoci(umoci, parts, layout, root, making);
  } else await unpackImage(parts, config, root, making);
  return finished(folder, id, parts.config, config);
}

/** An image of a root file system, which says nothing of itself. */
export async function makeRootImage(
  { folder: source, isOurs, digests }: RootSource,
  settings: Partial<ImageSettings>,
  { work, signal }: Making,
): Promise<MadeImage> {
  const folder = await newFolder(work);
  const root = path.join(folder, rootFolder);
  if (isOurs) await rename(source, root);
  else await copyTree(source, root, signal);
  await chmod(root, enterable);
  const bytes = settingsToJson(settings, digests);
  return finished(folder, digestOf(bytes).replace('sha256:', ''), bytes, parsed(imageConfig, bytes, 'configuration'));
}

async function newFolder(work: string): Promise<string> {
  const folder = path.join(work, 'image');
  await mkdir(folder, { mode: 0o700 });
  return folder;
}

async function finished(folder: string, id: string, bytes: Buffer, config: ImageConfig): Promise<MadeImage> {
  const record: ImageRecord = { sizeBytes: await sizeOf(path.join(folder, rootFolder)), importedAt: Date.now() };
  await writeFile(path.join(folder, configFile), bytes);
  await writeFile(path.join(folder, recordFile), JSON.stringify(record));
  // Only here: it loads a native module.
  const { syncFileSystem } = await import('./libc.ts');
  const handle = await open(folder, 'r');
  try {
    await syncFileSystem(handle.fd);
  } finally {
    await handle.close();
  }
  return { id, config, record, folder };
}
