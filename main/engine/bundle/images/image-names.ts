/** Which image each name belongs to. */
import { readNames, writeNames } from './kept-images.ts';
import { fullName } from './names.ts';

export class ImageNames {
  readonly #folder: string;
  #names: ReadonlyMap<string, string>;
  /** They are written one after the other. */
  #writing: Promise<void> = Promise.resolve();

  private constructor(folder: string, names: ReadonlyMap<string, string>) {
    this.#folder = folder;
    this.#names = names;
  }

  /** @param isThere whether there is an image of this id */
  static async open(folder: string, isThere: (id: string) => boolean): Promise<ImageNames> {
    const names = await readNames(folder);
    return new ImageNames(folder, new Map([...names].filter(([, id]) => isThere(id))));
  }

  /** In order of the alphabet. */
  of(id: string): string[] {
    return [...this.#names].flatMap(([name, of]) => (of === id ? [name] : [])).sort();
  }

  /** @returns the name in full and whose it is; null for one that nobody has */
  find(asked: string): { readonly name: string; readonly id: string } | null {
    const name = fullName(asked);
    const id = name === null ? undefined : this.#names.get(name);
    return name === null || id === undefined ? null : { name, id };
  }

  /** Takes each from whoever had it. */
  give(names: ReadonlyMap<string, string>): Promise<void> {
    return names.size === 0 ? Promise.resolve() : this.#change((all) => new Map([...all, ...names]));
  }

  remove(names: readonly string[]): Promise<void> {
    const gone = new Set(names);
    return gone.size === 0
      ? Promise.resolve()
      : this.#change((all) => new Map([...all].filter(([name]) => !gone.has(name))));
  }

  #change(to: (all: ReadonlyMap<string, string>) => ReadonlyMap<string, string>): Promise<void> {
    const changing = this.#writing.then(async () => {
      const names = to(this.#names);
      await writeNames(this.#folder, names);
      this.#names = names;
    });
    // Who waits for this one is told of its failure; the next is tried all the same.
    this.#writing = changing.catch(() => {});
    return changing;
  }
}
