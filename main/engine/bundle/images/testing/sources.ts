/** Images as others write them. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { processor } from '../processor.ts';

export type Member = Parameters<ReturnType<typeof pack>['entry']>[0] & { readonly content?: string | Uint8Array };

export async function tarOf(...members: readonly Member[]): Promise<Buffer> {
  const tar = pack();
  // Without a time of its own each second would make another image.
  for (const { content = '', ...header } of members) tar.entry({ mtime: new Date(0), ...header }, content);
  tar.finalize();
  return buffer(tar);
}

export const file = (name: string, content = name, more: Partial<Member> = {}): Member => ({ name, content, ...more });
export const folder = (name: string, more: Partial<Member> = {}): Member => ({ name, type: 'directory', ...more });
export const symlink = (name: string, linkname: string): Member => ({ name, type: 'symlink', linkname });
export const hardlink = (name: string, linkname: string): Member => ({ name, type: 'link', linkname });

export function sumOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

export interface SampleImage {
  /** Tars, the lowest first. */
  readonly layers: readonly Buffer[];
  readonly name?: string;
  readonly settings?: object;
  readonly architecture?: string;
  readonly gzip?: boolean;
  /** For what is wrong on purpose. */
  readonly diffIds?: readonly string[];
}

export function configOf({
  layers,
  settings = { Cmd: ['sh'] },
  diffIds,
  architecture = processor,
}: SampleImage): Buffer {
  const rootfs = { type: 'layers', diff_ids: diffIds ?? layers.map(sumOf) };
  return Buffer.from(
    JSON.stringify({ created: '2020-04-01T00:00:00Z', architecture, os: 'linux', config: settings, rootfs }),
  );
}

/** @param at a folder that is there */
export async function writeLayout(at: string, ...images: readonly SampleImage[]): Promise<void> {
  await mkdir(path.join(at, 'blobs/sha256'), { recursive: true });
  const blob = async (bytes: Buffer, mediaType: string) => {
    const digest = sumOf(bytes);
    await writeFile(path.join(at, 'blobs', digest.replace(':', '/')), bytes);
    return { mediaType: `application/vnd.oci.image.${mediaType}`, digest, size: bytes.length };
  };
  const manifests = [];
  for (const image of images) {
    const { layers, name, gzip = false, architecture = processor } = image;
    const config = await blob(configOf(image), 'config.v1+json');
    const written = await Promise.all(
      layers.map((bytes) => (gzip ? blob(gzipSync(bytes), 'layer.v1.tar+gzip') : blob(bytes, 'layer.v1.tar'))),
    );
    const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, config, layers: written }));
    manifests.push({
      ...(await blob(manifest, 'manifest.v1+json')),
      platform: { os: 'linux', architecture },
      ...(name === undefined ? {} : { annotations: { 'org.opencontainers.image.ref.name': name } }),
    });
  }
  await writeFile(path.join(at, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
  await writeFile(path.join(at, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
}

/** What `docker save` writes. */
export async function dockerArchive(image: SampleImage): Promise<Buffer> {
  const config = configOf(image);
  const id = sumOf(config).slice('sha256:'.length);
  const names = image.layers.map((_, index) => `${index}/layer.tar`);
  const manifest = [{ Config: `${id}.json`, RepoTags: image.name === undefined ? null : [image.name], Layers: names }];
  return tarOf(
    ...image.layers.map((content, index) => ({ name: names[index] ?? '', content })),
    { name: `${id}.json`, content: config },
    { name: 'manifest.json', content: JSON.stringify(manifest) },
  );
}
