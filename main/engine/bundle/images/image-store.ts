/** The images that the bundle engine keeps, in one folder: each whole, or not there at all. */
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { GantryError } from '../../../../shared/errors.ts';
import { syncFolder } from '../../../host/atomic-file.ts';
import { partialOf, sweepPartials } from '../../../host/partial-file.ts';
import { copyTree } from './copy-tree.ts';
import { importFault } from './faults.ts';
import { importFrom } from './image-import.ts';
import { ImageNames } from './image-names.ts';
import { type KeptImage, readAllKept, readKept, rootFolder } from './kept-images.ts';
import type { MadeImage } from './make-image.ts';
import { mustBeName } from './names.ts';
import type { ImportOptions, StoredImage } from './stored-image.ts';

export interface ImageStoreOptions {
  /** For images alone; made where it is missing. */
  readonly folder: string;
  /** umoci's program, which unpacks layers; null: our own unpacker does it. */
  readonly umoci: string | null;
}

/** So many digits of an id are enough to ask for it, as everywhere. */
const fewestDigits = 12;

export class ImageStore {
  readonly #folder: string;
  readonly #umoci: string | null;
  readonly #images: Map<string, KeptImage>;
  readonly #names: ImageNames;
  /** The same image may be put in its place, or taken away, by two at once. */
  #turn: Promise<void> = Promise.resolve();

  private constructor({ folder, umoci }: ImageStoreOptions, images: Map<string, KeptImage>, names: ImageNames) {
    this.#folder = folder;
    this.#umoci = umoci;
    this.#images = images;
    this.#names = names;
  }

  /** Opens the store, and removes what a killed app has left half-made in it. What isn't an image any more is left out. */
  static async open(options: ImageStoreOptions): Promise<ImageStore> {
    const { folder } = options;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await sweepPartials(folder);
    const images = new Map((await readAllKept(folder)).map((image) => [image.id, image]));
    return new ImageStore(options, images, await ImageNames.open(folder, (id) => images.has(id)));
  }

  /**
   * Takes in what is at this path, whatever it is: an OCI image layout (a folder), an OCI or Docker archive (tar, tar.gz),
   * or a root file system (a folder, tar or tar.gz). Where a name is taken, it goes over to the new image.
   * @returns the images in it, for this machine's kind of processor where there are several
   * @throws GantryError `invalid` for what is broken or would do harm, `not-found`, `disk-full`, `cancelled`; nothing is left then
   */
  async import(
    source: string,
    { name, settings = {}, signal, onProgress }: ImportOptions,
  ): Promise<readonly StoredImage[]> {
    const work = partialOf(path.join(this.#folder, 'import'));
    let bytes = 0;
    const onRead = (read: number): void => {
      bytes += read;
      onProgress?.(bytes);
    };
    try {
      await mkdir(work, { mode: 0o700 });
      const isThere = (id: string): boolean => this.#images.has(id);
      const wish = { source, name, settings, isThere };
      const { made, ids, names } = await importFrom(wish, { work, umoci: this.#umoci, signal, onRead });
      signal?.throwIfAborted();
      await this.#inTurn(async () => {
        for (const image of made) await this.#place(image);
      });
      await this.#names.give(names);
      return ids.map((id) => this.#told(this.#find(id)));
    } catch (thrown) {
      throw importFault(`Import ${path.basename(source)}`, thrown, signal);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }

  /** All, the newest first. */
  async list(): Promise<readonly StoredImage[]> {
    return [...this.#images.values()]
      .map((image) => this.#told(image))
      .sort((one, other) => other.createdAt - one.createdAt);
  }

  /**
   * @param asked an id, its beginning (12 digits or more), or a name; `busybox` finds `localhost/busybox:latest`
   * @throws GantryError `not-found`
   */
  async image(asked: string): Promise<StoredImage> {
    return this.#told(this.#find(asked));
  }

  /**
   * Gives an image a name; where another has that, it goes over.
   * @param instead a name that it loses by it; null: it keeps all
   * @throws GantryError `not-found`, `invalid`
   */
  async tag(asked: string, name: string, instead: string | null): Promise<void> {
    const { id } = this.#find(asked);
    const full = mustBeName(name);
    await this.#names.give(new Map([[full, id]]));
    if (instead !== null && instead !== full) await this.untag(id, instead);
  }

  /** Takes a name from an image, which stays, be it without a name. @throws GantryError `not-found` */
  async untag(asked: string, name: string): Promise<void> {
    const { id } = this.#find(asked);
    const found = this.#names.find(name);
    if (found?.id !== id) throw notNamed(name);
    await this.#names.remove([found.name]);
  }

  /**
   * Removes a name, or the whole image where it is asked for by its id or has no other name.
   * Whether a container still needs it is the caller's to know.
   * @throws GantryError `not-found`
   */
  async remove(asked: string): Promise<void> {
    const { id } = this.#find(asked);
    const name = this.#names.find(asked)?.name;
    const names = this.#names.of(id);
    if (name !== undefined && names.length > 1) {
      await this.#names.remove([name]);
      return;
    }
    this.#images.delete(id);
    await this.#inTurn(() => this.#putAway(path.join(this.#folder, id)));
    await this.#names.remove(names);
  }

  /**
   * Copies an image's root file system for a container of its own, without using room twice where the file system can
   * (reflinks).
   * @param target a folder that isn't there yet; it is whole, or not there, afterwards
   */
  async copyRoot({ id, root }: StoredImage, target: string, signal?: AbortSignal): Promise<void> {
    const partial = partialOf(target);
    try {
      await copyTree(root, partial, signal);
      await rename(partial, target);
    } catch (thrown) {
      await rm(partial, { recursive: true, force: true });
      throw importFault(`Copy the image ${id.slice(0, fewestDigits)}`, thrown, signal);
    }
  }

  #find(asked: string): KeptImage {
    const id = this.#names.find(asked)?.id ?? this.#idOf(asked);
    const found = this.#images.get(id ?? '');
    if (found !== undefined) return found;
    throw new GantryError({
      code: 'not-found',
      message: `There is no image ${asked} in Gantry's own store.`,
      hint: 'Import it from an archive or a folder.',
    });
  }

  #idOf(asked: string): string | undefined {
    const digits = asked.replace(/^sha256:/, '');
    if (!/^[0-9a-f]+$/.test(digits) || digits.length < fewestDigits) return undefined;
    const [found, ...more] = [...this.#images.keys()].filter((id) => id.startsWith(digits));
    return more.length === 0 ? found : undefined;
  }

  #told({ id, config, record }: KeptImage): StoredImage {
    return {
      id,
      names: this.#names.of(id),
      sizeBytes: record.sizeBytes,
      createdAt: config.createdAt ?? record.importedAt,
      config,
      root: path.join(this.#folder, id, rootFolder),
    };
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    // Who waits for this one is told of its failure; the next goes on all the same.
    this.#turn = done.catch(() => {});
    return done;
  }

  async #place({ id, config, record, folder }: MadeImage): Promise<void> {
    const place = path.join(this.#folder, id);
    // The same may have been imported at the same time.
    if ((await readKept(this.#folder, id)) === null) {
      await this.#putAway(place);
      await rename(folder, place);
      await syncFolder(this.#folder);
    }
    this.#images.set(id, { id, config, record });
  }

  /** Takes a folder from its place at one stroke: what is being removed is swept at the next start. */
  async #putAway(place: string): Promise<void> {
    const going = partialOf(place);
    try {
      await rename(place, going);
    } catch (thrown) {
      if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return;
      throw thrown;
    }
    await syncFolder(this.#folder);
    await rm(going, { recursive: true, force: true });
  }
}

function notNamed(name: string): GantryError {
  return new GantryError({
    code: 'not-found',
    message: `The image does not go by ${name} any more.`,
    hint: 'Another image may have got this name meanwhile.',
  });
}
