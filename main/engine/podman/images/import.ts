/** Images from files and folders of this machine, sent to a Podman as they are read. */
import path from 'node:path';
import { z } from 'zod';
import { GantryError } from '../../../../shared/errors.ts';
import type { ImageSummary } from '../../../../shared/image.ts';
import { withHint } from '../../../runtime/errors.ts';
import type { LibpodClient } from '../../../runtime/podman/client.ts';
import { type ImageImport, readingStep } from '../../image-import.ts';
import { tagImage } from './act.ts';
import { plainId, readImages } from './read.ts';
import { fileBody, folderBody } from './source-body.ts';
import { type SourceKind, sourceKind } from './source-kind.ts';

/** libpod's `entities.ImageLoadReport`, and that of an import. */
const loaded = z.object({ Names: z.array(z.string()) });
const imported = z.object({ Id: z.string() });

/** @returns the ids of the images in it */
export async function importImages(client: LibpodClient, wish: ImageImport): Promise<readonly string[]> {
  const { source, name, signal } = wish;
  const doing = `Import ${path.basename(source)}`;
  const kind = await sourceKind(source, signal);
  if (kind.holds === 'root') {
    const query = { reference: name };
    const { Id } = await send(client, '/images/import', imported, { wish, kind, doing, query });
    return [plainId(Id)];
  }
  const { Names } = await send(client, '/images/load', loaded, { wish, kind, doing, query: {} });
  const ids = idsOf(Names, await readImages(client));
  if (name === null) return ids;
  const [id, ...others] = ids;
  if (id === undefined || others.length > 0) throw severalImages(doing, Names);
  await tagImage(client, id, name);
  return ids;
}

interface Sending {
  readonly wish: ImageImport;
  readonly kind: SourceKind;
  readonly doing: string;
  readonly query: Readonly<Record<string, string | null>>;
}

async function send<S extends z.ZodType>(
  client: LibpodClient,
  at: string,
  schema: S,
  { wish: { source, signal, onProgress }, kind: { size, holds }, doing, query }: Sending,
): Promise<z.infer<S>> {
  const { stream, read, fault } =
    size === null ? folderBody(source, signal) : await fileBody(source, { unpacked: holds === 'images' });
  try {
    return await client.upload(schema, at, {
      ...{ query, body: stream, signal, doing },
      onProgress: (sent) => onProgress(readingStep(read(sent), size)),
    });
  } catch (thrown) {
    if (signal.aborted) throw new GantryError({ code: 'cancelled', message: `${doing}: called off.`, cause: thrown });
    // The engine got too little, and knows nothing of why.
    const why = fault();
    if (why !== null) throw new GantryError({ ...why.toData(), message: `${doing}: ${why.message}`, cause: thrown });
    throw withHint(thrown, ['engine-failed', 'not-found'], 'See whether the file is whole, and made for Linux.');
  }
}

/** @param names as the engine tells what it has loaded: names, or ids of what has none */
export function idsOf(names: readonly string[], images: readonly ImageSummary[]): string[] {
  const ids = names.flatMap((name) => {
    const found = images.find((image) => image.names.includes(name) || image.id === plainId(name));
    return found === undefined ? [] : [found.id];
  });
  return [...new Set(ids)];
}

function severalImages(doing: string, names: readonly string[]): GantryError {
  return new GantryError({
    code: 'invalid',
    message: `${doing}: it has several images in it, which can’t all have the one name. They are there under their own.`,
    engineMessage: names.join('\n'),
    hint: 'Give a name to the one that is meant.',
  });
}
