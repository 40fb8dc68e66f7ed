/** What is at a path: images, which Podman loads, or a root file system, of which it makes one. */
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-stream';
import { GantryError } from '../../../../shared/errors.ts';
import { decompressor } from '../../../host/decompressor.ts';
import { errorOfFile } from '../../../host/file-error.ts';

export interface SourceKind {
  readonly holds: 'images' | 'root';
  /** Bytes of the file; null: it is a folder. */
  readonly size: number | null;
}

/** One of these tells that it is an archive of images, as `podman save`, `docker save` and skopeo write them … */
const ofImages: ReadonlySet<string> = new Set(['oci-layout', 'index.json', 'manifest.json', 'repositories']);
/** … and one of these that it is a root. */
const ofRoots: ReadonlySet<string> = new Set(
  'bin boot dev etc home lib lib64 opt proc root sbin srv sys usr var'.split(' '),
);

/** @throws GantryError `not-found`, `denied`, `unsupported`, `invalid` for what can't be either */
export async function sourceKind(source: string, signal: AbortSignal): Promise<SourceKind> {
  const doing = `Import ${path.basename(source)}`;
  try {
    const found = await stat(source);
    if (found.isDirectory()) return { holds: folderHolds(await readdir(source)), size: null };
    if (found.isFile()) return { holds: await tarHolds(source, found.size, signal), size: found.size };
  } catch (thrown) {
    if (signal.aborted) throw new GantryError({ code: 'cancelled', message: `${doing}: called off.`, cause: thrown });
    throw errorOfFile(thrown, doing);
  }
  // A pipe that nobody writes to would be waited for for ever.
  throw neither(doing, 'It is neither a file nor a folder.');
}

function folderHolds(names: readonly string[]): SourceKind['holds'] {
  return names.includes('oci-layout') && names.includes('index.json') ? 'images' : 'root';
}

/** Reads only as far as it takes to know. */
async function tarHolds(file: string, size: number, signal: AbortSignal): Promise<SourceKind['holds']> {
  const doing = `Import ${path.basename(file)}`;
  if (size === 0) throw neither(doing, 'The file is empty.');
  mustBeReadable(file);
  const tar = extract();
  const plain = (await decompressor(file)) ?? new PassThrough();
  const reading = pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), plain, tar, { signal });
  // Whoever reads the members is told of it; that nobody reads any further is no fault.
  reading.catch(() => {});
  let members = 0;
  try {
    for await (const member of tar) {
      members += 1;
      const [first = '', ...deeper] = member.header.name.split('/').filter((part) => part !== '' && part !== '.');
      if (ofImages.has(first) && deeper.length === 0) return 'images';
      if (ofRoots.has(first)) return 'root';
      member.resume();
    }
  } catch (thrown) {
    if (signal.aborted || !(thrown instanceof Error)) throw thrown;
    throw neither(doing, thrown.message);
  }
  if (members === 0) throw neither(doing, 'There is nothing in it.');
  return 'root';
}

function mustBeReadable(file: string): void {
  const compression = /\.(xz|bz2|txz|tbz2?|lz4|7z|zip)$/i.exec(file)?.[1];
  if (compression === undefined) return;
  throw new GantryError({
    code: 'unsupported',
    message: `A file that is compressed as ${compression} can't be read.`,
    hint: 'Uncompress it, or compress it with gzip, and import that.',
  });
}

function neither(doing: string, words: string): GantryError {
  return new GantryError({
    code: 'invalid',
    message: `${doing}: it is no image, nor a root file system.`,
    engineMessage: words,
    hint: 'What podman save, docker save and skopeo copy write can be imported, and a tar or folder of a root file system.',
  });
}
