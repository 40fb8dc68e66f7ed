/** Makes images of what is at a path: each is ready in a folder of its own before it gets its place in the store. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { GantryError } from '../../../../shared/errors.ts';
import { badImage } from './faults.ts';
import { type ImageConfig, type ImageSettings, imageConfig } from './image-config.ts';
import { type MadeImage, type Making, makeImage, makeRootImage } from './make-image.ts';
import { mustBeName, namesFrom } from './names.ts';
import type { ImageParts } from './source/image-parts.ts';
import { digestOf, parsed } from './source/inside.ts';
import { openSource } from './source/open-source.ts';

export interface Import {
  /** Those that were not there already. */
  readonly made: readonly MadeImage[];
  /** All of the source, in its order. */
  readonly ids: readonly string[];
  /** Ids by the names that they get. */
  readonly names: ReadonlyMap<string, string>;
}

export interface ImportWish {
  readonly source: string;
  /** Null: the source's own. */
  readonly name: string | null;
  readonly settings: Partial<ImageSettings>;
  /** Whether an image of this id need not be made any more. */
  readonly isThere: (id: string) => boolean;
}

export async function importFrom({ source, name, settings, isThere }: ImportWish, making: Making): Promise<Import> {
  const asked = name === null ? null : mustBeName(name);
  const found = await openSource(source, making.work, making);
  if (found.kind === 'root') {
    const image = await makeRootImage(found, settings, making);
    return { made: [image], ids: [image.id], names: new Map(asked === null ? [] : [[asked, image.id]]) };
  }
  if (asked !== null && found.images.length > 1) throw severalImages();
  const made = new Map<string, MadeImage>();
  const ids = new Set<string>();
  const names = new Map<string, string>();
  for (const parts of found.images) {
    const { id, config } = identify(parts);
    for (const each of asked === null ? namesFrom(parts.names, path.basename(source)) : [asked]) names.set(each, id);
    if (!ids.has(id) && !isThere(id)) {
      const work = path.join(making.work, id);
      await mkdir(work);
      made.set(id, await makeImage(id, parts, config, { ...making, work }));
    }
    ids.add(id);
  }
  return { made: [...made.values()], ids: [...ids], names };
}

/** @throws GantryError `invalid` for a configuration that is none */
function identify({ config, layers }: ImageParts): { readonly id: string; readonly config: ImageConfig } {
  const said = parsed(imageConfig, config, 'configuration');
  if (said.os !== 'linux') throw badImage(`It is made for ${said.os}, not for Linux.`);
  if (said.diffIds.length !== layers.length) throw badImage('Its configuration tells of other layers than it has.');
  return { id: digestOf(config).replace('sha256:', ''), config: said };
}

function severalImages(): GantryError {
  return new GantryError({
    code: 'invalid',
    message: 'It has several images in it, which can’t all have the one name.',
    hint: 'Import it without a name: they bring their own.',
  });
}
