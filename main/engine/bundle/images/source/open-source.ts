/** Finds out what is at a path, and brings it to where it can be read: a tar is unpacked once, whatever is in it. */
import { mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { GantryError } from '../../../../../shared/errors.ts';
import { badImage } from '../faults.ts';
import { type Unpacking, unpackTar } from '../unpack/image.ts';
import { readDockerArchive } from './docker-archive.ts';
import type { ImageParts } from './image-parts.ts';
import { readLayout } from './layout.ts';

/** A root file system. */
export interface RootSource {
  readonly kind: 'root';
  readonly folder: string;
  /** It was unpacked for us alone: it can be taken away. */
  readonly isOurs: boolean;
  /** Of the tar; none for a folder. */
  readonly digests: readonly string[];
}

export type Source = RootSource | { readonly kind: 'images'; readonly images: readonly ImageParts[] };

/**
 * @param work a folder for what has to be unpacked
 * @throws GantryError `not-found`, `invalid`
 */
export async function openSource(at: string, work: string, unpacking: Unpacking): Promise<Source> {
  const found = await stat(at);
  if (found.isDirectory()) {
    const layout = await asImages(at);
    return layout ?? { kind: 'root', folder: at, isOurs: false, digests: [] };
  }
  // A pipe that nobody writes to would be waited for for ever.
  if (!found.isFile()) throw badImage('It is neither a file nor a folder.');
  await mustBeKnown(at, found.size);
  const folder = path.join(work, 'source');
  await mkdir(folder);
  const digest = await unpackTar(at, folder, unpacking);
  if ((await readdir(folder)).length === 0) throw badImage('There is nothing in it.');
  return (await asImages(folder)) ?? { kind: 'root', folder, isOurs: true, digests: [digest] };
}

/** An archive of `podman save` may be both: the older form for Docker, the newer for all others. */
async function asImages(folder: string): Promise<Source | null> {
  const names = new Set(await readdir(folder));
  if (names.has('oci-layout') && names.has('index.json')) return { kind: 'images', images: await readLayout(folder) };
  if (names.has('manifest.json') && !names.has('bin') && !names.has('usr')) {
    return { kind: 'images', images: await readDockerArchive(folder) };
  }
  return null;
}

async function mustBeKnown(file: string, size: number): Promise<void> {
  if (size === 0) throw badImage('The file is empty.');
  const other = /\.(xz|bz2|txz|tbz2?|lz4|7z|zip)$/i.exec(file)?.[1];
  if (other === undefined) return;
  throw new GantryError({
    code: 'unsupported',
    message: `A file that is compressed as ${other} can't be read.`,
    hint: 'Uncompress it, or compress it with gzip, and import that.',
  });
}
