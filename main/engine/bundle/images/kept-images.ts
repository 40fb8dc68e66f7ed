/** The images of a store on the disk: each in a folder that is named by its id, and all their names in one file. */
import { lstat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../../../host/atomic-file.ts';
import { type ImageConfig, imageConfig } from './image-config.ts';
import { imageName } from './names.ts';
import { digestOf } from './source/inside.ts';

/** In an image's folder. */
export const rootFolder = 'rootfs';
export const configFile = 'config.json';
export const recordFile = 'image.json';

export const imageId = z.string().regex(/^[0-9a-f]{64}$/);
const record = z.object({ sizeBytes: z.int().min(0), importedAt: z.int() });
export type ImageRecord = z.infer<typeof record>;

const namesSchema = z.record(imageName, imageId);

/** An image without its names. */
export interface KeptImage {
  readonly id: string;
  readonly config: ImageConfig;
  readonly record: ImageRecord;
}

/** @returns null for what is no image of ours any more: somebody has changed it */
export async function readKept(folder: string, id: string): Promise<KeptImage | null> {
  try {
    const bytes = await readFile(path.join(folder, id, configFile));
    if (digestOf(bytes) !== `sha256:${id}`) return null;
    if (!(await lstat(path.join(folder, id, rootFolder))).isDirectory()) return null;
    const told = await readFile(path.join(folder, id, recordFile), 'utf8');
    return { id, config: imageConfig.parse(JSON.parse(bytes.toString())), record: record.parse(JSON.parse(told)) };
  } catch {
    return null;
  }
}

export async function readAllKept(folder: string): Promise<KeptImage[]> {
  const ids = (await readdir(folder)).filter((name) => imageId.safeParse(name).success);
  const all = await Promise.all(ids.map((id) => readKept(folder, id)));
  return all.flatMap((each) => each ?? []);
}

/** Which image a name belongs to; one file for all, so that a name goes over to another image at one stroke. */
export async function readNames(folder: string): Promise<Map<string, string>> {
  try {
    return new Map(Object.entries(namesSchema.parse(JSON.parse(await readFile(namesFile(folder), 'utf8')))));
  } catch {
    // None yet, or somebody has changed it: the images are there all the same.
    return new Map();
  }
}

export async function writeNames(folder: string, names: ReadonlyMap<string, string>): Promise<void> {
  await writeAtomically(namesFile(folder), JSON.stringify(Object.fromEntries(names), null, 2));
}

function namesFile(folder: string): string {
  return path.join(folder, 'names.json');
}
