/**
 * umoci unpacks an image where it is installed: beyond ours it knows sparse files, names that are not in UTF-8 and every
 * capability of a program. What it gets is a layout of our own with the one image, checked before.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { compressionOf } from '../../../../host/decompressor.ts';
import { runProgram } from '../../run-program.ts';
import type { ImageParts, LayerFile } from '../source/image-parts.ts';
import { digestOf } from '../source/inside.ts';
import type { Unpacking } from './image.ts';

const mediaType = (name: string): string => `application/vnd.oci.image.${name}`;

/** Debian 12's doesn't know zstd. */
export async function umociCan({ layers }: ImageParts): Promise<boolean> {
  const compressions = await Promise.all(layers.map(({ file }) => compressionOf(file)));
  return !compressions.includes('zstd');
}

/**
 * @param umoci its program
 * @param work an empty folder for the layout
 * @param root an empty folder
 */
export async function unpackByUmoci(
  umoci: string,
  parts: ImageParts,
  work: string,
  root: string,
  { signal, onRead }: Unpacking,
): Promise<void> {
  await mkdir(path.join(work, 'blobs/sha256'), { recursive: true });
  const layers = await Promise.all(parts.layers.map((layer) => linkLayer(work, layer)));
  const config = await writeBlob(work, 'config.v1+json', parts.config);
  const manifest = await writeBlob(work, 'manifest.v1+json', asJson({ schemaVersion: 2, config, layers }));
  const named = { ...manifest, annotations: { 'org.opencontainers.image.ref.name': 'image' } };
  await writeFile(path.join(work, 'index.json'), asJson({ schemaVersion: 2, manifests: [named] }));
  await writeFile(path.join(work, 'oci-layout'), asJson({ imageLayoutVersion: '1.0.0' }));
  const rights = process.getuid?.() === 0 ? [] : ['--rootless'];
  await runProgram(umoci, ['raw', 'unpack', ...rights, '--image', `${work}:image`, root], { signal });
  for (const { size } of layers) onRead?.(size);
}

async function linkLayer(work: string, { file, digest }: LayerFile) {
  const sum = digest ?? (await digestOfFile(file));
  await symlink(path.resolve(file), blobFile(work, sum)).catch(ignoreSame);
  const kind = (await compressionOf(file)) === 'gzip' ? 'layer.v1.tar+gzip' : 'layer.v1.tar';
  return { mediaType: mediaType(kind), digest: sum, size: (await stat(file)).size };
}

async function writeBlob(work: string, kind: string, bytes: Buffer) {
  const digest = digestOf(bytes);
  await writeFile(blobFile(work, digest), bytes);
  return { mediaType: mediaType(kind), digest, size: bytes.length };
}

function blobFile(work: string, digest: string): string {
  return path.join(work, 'blobs', digest.replace(':', '/'));
}

async function digestOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), hash);
  return `sha256:${hash.digest('hex')}`;
}

function asJson(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

/** An image may have the same layer twice. */
function ignoreSame(thrown: unknown): void {
  if (!(thrown instanceof Error) || !('code' in thrown) || thrown.code !== 'EEXIST') throw thrown;
}
