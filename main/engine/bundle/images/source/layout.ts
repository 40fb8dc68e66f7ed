/** Reads an OCI image layout (image-spec, `image-layout.md`): a folder of blobs, each named by its digest. */
import { z } from 'zod';
import { badImage } from '../faults.ts';
import { digest } from '../image-config.ts';
import { processor } from '../processor.ts';
import type { ImageParts } from './image-parts.ts';
import { bytesInside, digestOf, fileInside, parsed } from './inside.ts';

const platform = z.object({ os: z.string(), architecture: z.string() });
const descriptor = z.object({
  mediaType: z.string().default(''),
  digest,
  platform: platform.nullish(),
  annotations: z.record(z.string(), z.string()).nullish(),
});
type Descriptor = z.infer<typeof descriptor>;

const index = z.object({ manifests: z.array(descriptor) });
const manifest = z.object({ config: descriptor, layers: z.array(descriptor) });

/** Of the OCI and of Docker: one that leads to others, for each kind of processor. */
const indexTypes = new Set([
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
]);
/** Where an index leads to another, and that to the next: nobody nests them deeper. */
const deepest = 4;

const nameAnnotations = ['io.containerd.image.name', 'org.opencontainers.image.ref.name'];

/**
 * @returns the images for this machine's processor, each once
 * @throws GantryError `invalid` for what is broken
 */
export async function readLayout(folder: string): Promise<ImageParts[]> {
  const { manifests } = parsed(index, await bytesInside(folder, 'index.json'), 'index.json');
  const found = new Map<string, { readonly at: Descriptor; readonly names: string[] }>();
  for (const each of manifests) {
    const at = await forThisMachine(folder, each, deepest);
    if (at === null) continue;
    const { names } = found.get(at.digest) ?? { names: [] };
    found.set(at.digest, { at, names: [...names, ...namesOf(each)] });
  }
  if (found.size === 0) throw badImage(`It has no image for this machine (${processor}).`);
  return Promise.all([...found.values()].map(({ at, names }) => partsOf(folder, at, names)));
}

async function forThisMachine(folder: string, at: Descriptor, depth: number): Promise<Descriptor | null> {
  if (at.platform && !isOurs(at.platform)) return null;
  if (!indexTypes.has(at.mediaType)) return at;
  if (depth === 0) throw badImage('Its indexes lead to one another without an end.');
  const { manifests } = parsed(index, await blob(folder, at), 'index');
  for (const each of manifests) {
    const found = await forThisMachine(folder, each, depth - 1);
    if (found !== null) return found;
  }
  return null;
}

async function partsOf(folder: string, at: Descriptor, names: readonly string[]): Promise<ImageParts> {
  const { config, layers } = parsed(manifest, await blob(folder, at), 'manifest');
  return {
    names,
    config: await blob(folder, config),
    layers: await Promise.all(
      layers.map(async (layer) => ({ file: await fileInside(folder, blobName(layer)), digest: layer.digest })),
    ),
  };
}

async function blob(folder: string, at: Descriptor): Promise<Buffer> {
  const bytes = await bytesInside(folder, blobName(at));
  if (digestOf(bytes) === at.digest) return bytes;
  throw badImage(`What is in it is not what its digest says: ${at.digest}.`);
}

function blobName({ digest: name }: Descriptor): string {
  return `blobs/${name.replace(':', '/')}`;
}

function namesOf({ annotations }: Descriptor): string[] {
  const names = nameAnnotations.flatMap((key) => annotations?.[key] ?? []);
  // A tag alone is told by both.
  return names.slice(0, 1);
}

function isOurs({ os, architecture }: z.infer<typeof platform>): boolean {
  return os === 'linux' && architecture === processor;
}
