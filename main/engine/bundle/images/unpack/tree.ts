/**
 * A root file system that is being made, in a folder where nobody else writes. Links in it lead inside of it, as they
 * will in a container, never to this machine's files.
 */
import { createWriteStream } from 'node:fs';
import { chmod, lchown, link, lstat, lutimes, mkdir, rm, symlink, utimes } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Header } from 'tar-stream';
import { GantryError } from '../../../../../shared/errors.ts';
import { inRoot } from '../../../../runtime/conmon/in-root.ts';
import { badImage } from '../faults.ts';
import { type Content, capabilityOf, mustBePlain, partsOf } from './member.ts';

const permissions = 0o7777;
const devices = { 'character-device': 'character', 'block-device': 'block' } as const;

export class Tree {
  readonly root: string;
  /** Only root may give files to somebody else, and make devices. */
  readonly #isRoot = process.getuid?.() === 0;
  /** Where the folders of the members really are, until a link or a removal may have changed it. */
  readonly #folders = new Map<string, string>();
  /** A folder's time changes with each file in it, and its rights may let nobody write: both are set at the end. */
  readonly #finishings = new Map<string, { readonly mode: number; readonly time: Date }>();

  /** @param root an empty folder */
  constructor(root: string) {
    this.root = root;
  }

  /** Where a member is, or is to be: the last name is never followed. */
  async placeOf(parts: readonly string[]): Promise<string> {
    const name = parts.at(-1);
    return name === undefined ? this.root : path.join(await this.#folderOf(parts.slice(0, -1)), name);
  }

  /**
   * Puts a member where it belongs, in the place of what was there.
   * @param content is read to its end
   * @returns where it is
   */
  async put(header: Header, content: Content): Promise<string> {
    mustBePlain(header);
    const place = await this.placeOf(partsOf(header.name));
    if (place !== this.root || header.type === 'directory') await this.#make(place, header, content);
    else throw badImage('Its root is no folder.');
    content.resume();
    return place;
  }

  /** Removes what is there, if it is; a link alone, not what it leads to. */
  async remove(place: string): Promise<void> {
    this.#folders.clear();
    for (const folder of this.#finishings.keys()) {
      // A link may stand there later, and lead out of the tree.
      if (folder === place || folder.startsWith(`${place}/`)) this.#finishings.delete(folder);
    }
    await rm(place, { recursive: true, force: true });
  }

  /** Says that all members are there. */
  async finish(): Promise<void> {
    for (const [folder, { mode, time }] of [...this.#finishings].reverse()) {
      await chmod(folder, mode);
      await utimes(folder, time, time);
    }
  }

  async #make(place: string, header: Header, content: Content): Promise<void> {
    const { type, mode, mtime } = header;
    if (type !== 'directory') await this.#clear(place);
    switch (type) {
      case 'directory':
        await this.#makeFolder(place);
        break;
      case 'file':
      case 'contiguous-file':
        await pipeline(content, createWriteStream(place, { flags: 'wx', mode: 0o600 }));
        break;
      case 'symlink':
        await symlink(header.linkname, place);
        break;
      case 'link':
        // Owner, rights and time are those of the file itself.
        return link(await this.#linked(header), place);
      case 'character-device':
      case 'block-device':
        if (!this.#isRoot) throw rootAlone(header);
        (await library()).makeNode(place, devices[type], 0o600, header.devmajor, header.devminor);
        break;
      case 'fifo':
        (await library()).makeNode(place, 'fifo', 0o600, 0, 0);
        break;
      default:
        throw badImage(`It has something in it that is no file, folder, link or device: ${header.name}.`);
    }
    if (this.#isRoot) {
      await lchown(place, header.uid, header.gid);
      // A change of owner takes it away, so it comes after.
      const capability = capabilityOf(header);
      if (capability !== null && type !== 'symlink') (await library()).setAttribute(place, ...capability);
    }
    if (type === 'directory') this.#finishings.set(place, { mode: mode & permissions, time: mtime });
    else {
      if (type !== 'symlink') await chmod(place, mode & permissions);
      await lutimes(place, mtime, mtime);
    }
  }

  async #makeFolder(place: string): Promise<void> {
    const found = await lstat(place).catch(ignoreMissing);
    if (found?.isDirectory()) return;
    if (found !== undefined) await this.remove(place);
    await mkdir(place);
  }

  async #clear(place: string): Promise<void> {
    const found = await lstat(place).catch(ignoreMissing);
    if (found === undefined) return;
    if (found.isDirectory() || found.isSymbolicLink()) await this.remove(place);
    else await rm(place);
  }

  /** What a hard link is another name of: a file that is there already. */
  async #linked({ name, linkname }: Header): Promise<string> {
    const place = await this.placeOf(partsOf(linkname));
    const found = await lstat(place).catch(ignoreMissing);
    if (found === undefined || found.isDirectory()) {
      throw badImage(`It has a link ${name} to a file that isn't there: ${linkname}.`);
    }
    return place;
  }

  async #folderOf(parts: readonly string[]): Promise<string> {
    if (parts.length === 0) return this.root;
    const key = parts.join('/');
    const known = this.#folders.get(key);
    if (known !== undefined) return known;
    const folder = (await inRoot(this.root, key)) ?? (await this.#missing(parts));
    if (!(await lstat(folder)).isDirectory()) throw badImage(`It has files in something that is no folder: ${key}.`);
    this.#folders.set(key, folder);
    return folder;
  }

  /** A folder that no member tells of. */
  async #missing(parts: readonly string[]): Promise<string> {
    const folder = path.join(await this.#folderOf(parts.slice(0, -1)), parts.at(-1) ?? '');
    const found = await lstat(folder).catch(ignoreMissing);
    if (found !== undefined) throw badImage(`It has files behind a link that leads nowhere: ${parts.join('/')}.`);
    await mkdir(folder, { mode: 0o755 });
    return folder;
  }
}

function ignoreMissing(thrown: unknown): undefined {
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined;
  throw thrown;
}

/** Loaded where it is needed: it takes a native module. */
function library() {
  return import('../libc.ts');
}

function rootAlone({ name }: Header): GantryError {
  return new GantryError({
    code: 'denied',
    message: `It has a device in it, which only root can make: ${name}.`,
    hint: 'Import it as root.',
  });
}
