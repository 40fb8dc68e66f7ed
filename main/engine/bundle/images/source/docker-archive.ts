/** Reads what `docker save` and `podman save` write unless they are told otherwise, once its tar is unpacked. */
import path from 'node:path';
import { z } from 'zod';
import { badImage } from '../faults.ts';
import type { ImageParts } from './image-parts.ts';
import { bytesInside, digestOf, fileInside, parsed } from './inside.ts';

const manifests = z
  .array(
    z.object({
      Config: z.string().min(1),
      RepoTags: z.array(z.string()).nullish(),
      Layers: z.array(z.string().min(1)),
    }),
  )
  .min(1);

/** @throws GantryError `invalid` for what is broken */
export async function readDockerArchive(folder: string): Promise<ImageParts[]> {
  const all = parsed(manifests, await bytesInside(folder, 'manifest.json'), 'manifest.json');
  return Promise.all(
    all.map(async ({ Config, RepoTags, Layers }) => ({
      names: RepoTags ?? [],
      config: await checkedConfig(folder, Config),
      // Their digests are in the configuration, as they are without compression.
      layers: await Promise.all(Layers.map(async (name) => ({ file: await fileInside(folder, name), digest: null }))),
    })),
  );
}

/** Its name is its digest. */
async function checkedConfig(folder: string, name: string): Promise<Buffer> {
  const bytes = await bytesInside(folder, name);
  const said = path.posix.basename(name, '.json');
  if (/^[0-9a-f]{64}$/.test(said) && digestOf(bytes) !== `sha256:${said}`) {
    throw badImage(`What is in it is not what its digest says: ${said}.`);
  }
  return bytes;
}
