/** Makes an image's root file system of its layers. */
import { badImage } from '../faults.ts';
import type { ImageConfig } from '../image-config.ts';
import type { ImageParts } from '../source/image-parts.ts';
import { Layer } from './layer.ts';
import { readTar } from './read-tar.ts';
import { Tree } from './tree.ts';

export interface Unpacking {
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes that have been read since the last time. */
  readonly onRead?: ((bytes: number) => void) | undefined;
}

/**
 * @param root an empty folder
 * @throws GantryError `invalid` where a layer is not what its digests say, or would do harm; what is there by then is to be removed
 */
export async function unpackImage(
  { layers }: ImageParts,
  { diffIds }: ImageConfig,
  root: string,
  { signal, onRead }: Unpacking,
): Promise<void> {
  const tree = new Tree(root);
  for (const [index, { file, digest }] of layers.entries()) {
    const layer = new Layer(tree);
    const read = await readTar(file, { onMember: (header, content) => layer.put(header, content), signal, onRead });
    if (digest !== null && read.file !== digest)
      throw badImage(`A layer in it is not what its digest says: ${digest}.`);
    const diffId = diffIds[index];
    if (read.plain !== diffId) throw badImage(`A layer in it is not the one that it was made with: ${diffId}.`);
  }
  await tree.finish();
}

/** A tar of a root file system, in which a name that begins as a whiteout is a name. @returns the tar's digest */
export async function unpackTar(file: string, root: string, { signal, onRead }: Unpacking): Promise<string> {
  const tree = new Tree(root);
  const onMember = async (...[header, content]: Parameters<Tree['put']>): Promise<void> => {
    await tree.put(header, content);
  };
  const { plain } = await readTar(file, { onMember, signal, onRead });
  await tree.finish();
  return plain;
}
