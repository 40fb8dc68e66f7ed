/** The images that the bundle engine keeps, in one folder: each whole, or not there at all. */
import { GantryError } from '../../../../shared/errors.ts';
import type { ImportOptions, StoredImage } from './stored-image.ts';

export interface ImageStoreOptions {
  /** For images alone; made where it is missing. */
  readonly folder: string;
  /** Where `skopeo` and `umoci` are looked for: as PATH. */
  readonly path: string;
}

export class ImageStore {
  readonly options: ImageStoreOptions;

  private constructor(options: ImageStoreOptions) {
    this.options = options;
  }

  /** Opens the store, and removes what a killed app has left half-made in it. */
  static async open(options: ImageStoreOptions): Promise<ImageStore> {
    return new ImageStore(options);
  }

  /**
   * Takes in what is at this path, whatever it is: an OCI image layout (a folder), an OCI or Docker archive (tar, tar.gz),
   * or a root file system (a folder, tar or tar.gz). Where a name is taken, it goes over to the new image.
   * @returns the images in it, for this machine's kind of processor where there are several
   * @throws GantryError `invalid` for what is broken or would do harm, `not-found`, `disk-full`, `cancelled`; nothing is left then
   */
  async import(_source: string, _options: ImportOptions): Promise<readonly StoredImage[]> {
    throw new GantryError({ code: 'internal', message: 'not yet' });
  }

  /** All, the newest first. */
  async list(): Promise<readonly StoredImage[]> {
    return [];
  }

  /**
   * @param asked an id, its beginning (12 digits or more), or a name; `busybox` finds `localhost/busybox:latest`
   * @throws GantryError `not-found`
   */
  async image(asked: string): Promise<StoredImage> {
    throw new GantryError({ code: 'not-found', message: `There is no image ${asked}.` });
  }

  /**
   * Removes a name, or the whole image where it is asked for by its id or has no other name.
   * Whether a container still needs it is the caller's to know.
   * @throws GantryError `not-found`
   */
  async remove(_asked: string): Promise<void> {}

  /**
   * Copies an image's root file system for a container of its own, without using room twice where the file system can
   * (reflinks).
   * @param target a folder that isn't there yet; it is whole, or not there, afterwards
   */
  async copyRoot(_image: StoredImage, _target: string): Promise<void> {}
}
