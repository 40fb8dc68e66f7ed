/** A store of the test's own, and images to put into it. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ImageStore } from '../image-store.ts';
import type { StoredImage } from '../stored-image.ts';
import { configOf, file, folder, type SampleImage, sumOf, tarOf, writeLayout } from './sources.ts';

export class OwnStore implements AsyncDisposable {
  /** For whatever a test makes. */
  readonly work: string;
  #store: ImageStore;

  private constructor(work: string, store: ImageStore) {
    this.work = work;
    this.#store = store;
  }

  static async make(): Promise<OwnStore> {
    const work = await mkdtemp(path.join(tmpdir(), 'gantry-images-'));
    return new OwnStore(work, await ImageStore.open({ folder: path.join(work, 'store'), umoci: null }));
  }

  get images(): ImageStore {
    return this.#store;
  }

  get folder(): string {
    return path.join(this.work, 'store');
  }

  /** As at the next start of the app. */
  async reopen(): Promise<ImageStore> {
    this.#store = await ImageStore.open({ folder: this.folder, umoci: null });
    return this.#store;
  }

  /** In the work folder. */
  async written(name: string, bytes: Buffer): Promise<string> {
    const at = path.join(this.work, name);
    await writeFile(at, bytes);
    return at;
  }

  async layout(name: string, ...images: readonly SampleImage[]): Promise<string> {
    const at = path.join(this.work, name);
    await mkdir(at);
    await writeLayout(at, ...images);
    return at;
  }

  /** A layout as a tar. */
  async ociArchive(image: SampleImage): Promise<Buffer> {
    const at = await this.layout(`layout-${sumOf(configOf(image)).slice(-8)}`, image);
    const entries = await readdir(at, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    const members = files.map(async (each) => ({ name: path.relative(at, each), content: await readFile(each) }));
    return tarOf(...(await Promise.all(members)));
  }

  /** What is in this source, which is one image. */
  async only(source: string, name: string | null = null): Promise<StoredImage> {
    const [image, ...more] = await this.images.import(source, { name });
    if (image === undefined || more.length > 0) throw new Error('not one image');
    return image;
  }

  /** What is in its folder besides images and their names. */
  async leftovers(): Promise<string[]> {
    return (await readdir(this.folder)).filter((name) => !/^[0-9a-f]{64}$|^names\.json$/.test(name));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.work, { recursive: true });
  }
}

/** With two layers, of which the second is marked by the words. */
export async function sample(words: string, more: Partial<SampleImage> = {}): Promise<SampleImage> {
  return {
    layers: [
      await tarOf(folder('etc'), file('etc/words', 'below'), file('etc/gone')),
      await tarOf(file('etc/words', words), file('etc/.wh.gone', '')),
    ],
    settings: { Cmd: ['sh'], Env: ['A=b'], Volumes: { '/data': {} }, User: 'web' },
    ...more,
  };
}

export function wordsOf({ root }: Pick<StoredImage, 'root'>): Promise<string> {
  return readFile(path.join(root, 'etc/words'), 'utf8');
}
