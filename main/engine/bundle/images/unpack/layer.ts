/** Puts a layer over those below it (image-spec, `layer.md`). */
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Header } from 'tar-stream';
import { badImage } from '../faults.ts';
import { type Content, partsOf } from './member.ts';
import type { Tree } from './tree.ts';

/** A file of this name says that another is gone. */
const whiteout = '.wh.';
/** It says that what the layers below have in its folder is gone. */
const opaque = '.wh..wh..opq';
/** What else begins so is a file system's own book-keeping (aufs). */
const bookKeeping = '.wh..wh.';

/** Of one layer: what it removes is what those below it have, whichever comes first in its tar. */
export class Layer {
  readonly #tree: Tree;
  /** Where its own members are, and the folders that hold them. */
  readonly #own = new Set<string>();

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  async put(header: Header, content: Content): Promise<void> {
    const parts = partsOf(header.name);
    const name = parts.at(-1) ?? '';
    if (!name.startsWith(whiteout)) {
      this.#note(await this.#tree.put(header, content));
      return;
    }
    content.resume();
    const above = parts.slice(0, -1);
    if (name === opaque) await this.#emptyOfLower(await this.#tree.placeOf(above));
    else if (!name.startsWith(bookKeeping)) {
      const [gone] = partsOf(name.slice(whiteout.length));
      if (gone === undefined) throw badImage(`It says that a file without a name is gone: ${header.name}.`);
      await this.#removeLower(await this.#tree.placeOf([...above, gone]));
    }
  }

  #note(place: string): void {
    for (let at = place; at !== this.#tree.root && !this.#own.has(at); at = path.dirname(at)) this.#own.add(at);
  }

  async #removeLower(place: string): Promise<void> {
    if (this.#own.has(place)) await this.#emptyOfLower(place);
    else await this.#tree.remove(place);
  }

  async #emptyOfLower(folder: string): Promise<void> {
    if (!(await isFolder(folder))) return;
    for (const name of await readdir(folder)) await this.#removeLower(path.join(folder, name));
  }
}

async function isFolder(place: string): Promise<boolean> {
  return lstat(place).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
