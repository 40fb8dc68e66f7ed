/** The images of a Podman: all in one call, and one in full. */
import { z } from 'zod';
import type { ImageDetails, ImageSummary } from '../../../../shared/image.ts';
import { imagePath } from '../../../runtime/podman/address.ts';
import type { LibpodClient } from '../../../runtime/podman/client.ts';
import { timeOf } from '../../../runtime/podman/inspect.ts';

const listed = z.array(
  z.object({
    Id: z.string(),
    Names: z.array(z.string()).nullish(),
    RepoTags: z.array(z.string()).nullish(),
    Created: z.number(),
    Size: z.number(),
  }),
);

export async function readImages(client: LibpodClient): Promise<ImageSummary[]> {
  const list = await client.json(listed, 'GET', '/images/json', { doing: 'List the images' });
  return list.map(({ Id, Names, RepoTags, Created, Size }) => ({
    id: plainId(Id),
    names: Names ?? RepoTags ?? [],
    sizeBytes: Size,
    createdAt: Created * 1000,
  }));
}

/** Some answers of some versions have the kind of digest before it. */
export function plainId(id: string): string {
  return id.replace(/^sha256:/, '');
}

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const texts = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);
/** Go's sets: the keys count. */
const keys = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((value) => Object.keys(value ?? {}));

const settings = z.object({
  User: text,
  Env: texts,
  Entrypoint: texts,
  Cmd: texts,
  WorkingDir: text,
  StopSignal: text,
  ExposedPorts: keys,
  Volumes: keys,
});
const nothingSaid = settings.parse({});

/** libpod's `inspect.ImageData`. */
export const inspectedImage = z.object({
  Id: z.string(),
  Digest: text,
  RepoTags: texts,
  Created: z.string(),
  Config: settings.nullish().transform((said) => said ?? nothingSaid),
  Architecture: text,
  Os: text,
  Size: z.number(),
  RootFS: z.object({ Layers: texts }).nullish(),
});

/** @throws GantryError `not-found` */
export async function inspectImage(client: LibpodClient, id: string): Promise<ImageDetails> {
  const doing = `Inspect the image ${id.slice(0, 12)}`;
  return detailsOf(await client.json(inspectedImage, 'GET', imagePath(id, '/json'), { doing }));
}

export function detailsOf(image: z.infer<typeof inspectedImage>): ImageDetails {
  const { Config } = image;
  return {
    summary: {
      id: plainId(image.Id),
      names: image.RepoTags,
      sizeBytes: image.Size,
      createdAt: timeOf(image.Created) ?? 0,
    },
    digest: image.Digest || null,
    architecture: image.Architecture,
    os: image.Os,
    entrypoint: Config.Entrypoint,
    command: Config.Cmd,
    environment: Config.Env,
    user: Config.User,
    workingDirectory: Config.WorkingDir,
    stopSignal: Config.StopSignal,
    ports: Config.ExposedPorts,
    volumes: Config.Volumes,
    layers: image.RootFS?.Layers ?? [],
  };
}
