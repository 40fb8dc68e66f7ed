/** A container's own copy of its image's root file system. */
import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { rootFolder } from './container-files.ts';
import type { ImageStore } from './images/image-store.ts';
import type { StoredImage } from './images/stored-image.ts';

/**
 * As Podman's store has the root folder, whatever an image says of it: CRIU brings nothing back into one of another mode,
 * and archives shall go from one engine to the other. Root writes there all the same.
 */
const rootMode = 0o555;

/** @returns where it is */
export async function makeOwnRoot(
  images: Pick<ImageStore, 'copyRoot'>,
  image: StoredImage,
  bundle: string,
): Promise<string> {
  const root = path.join(bundle, rootFolder);
  await images.copyRoot(image, root);
  await chmod(root, rootMode);
  return root;
}
