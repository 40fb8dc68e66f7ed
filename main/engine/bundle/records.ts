/**
 * The bundle engine's containers on the disk, a folder each: its record, and the bundle that the OCI runtime is given. A
 * folder gets its own name when it is whole, and loses it before it is taken apart, so that an app that is killed at any
 * moment leaves either a whole container or none.
 */
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { GantryError } from '../../../shared/errors.ts';
import { syncFolder, writeAtomically } from '../../host/atomic-file.ts';
import { partialOf, sweepPartials } from '../../host/partial-file.ts';
import { type ContainerRecord, containerRecord } from './container-record.ts';

/** A container that is there. */
export type Kept =
  | { readonly id: string; readonly record: ContainerRecord; readonly fault: null }
  /** Its record can't be read, and why: all that is known of it is its id. */
  | { readonly id: string; readonly record: null; readonly fault: string };

const recordFile = 'record.json';
const folderName = /^[0-9a-f]{64}$/;
/** For a folder that something which outlived the app still writes into. */
const stubborn = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 } as const;

export class Records {
  /** What a killed app has left half-made or half-removed has gone. Nobody needs to wait for it: it may be large. */
  readonly swept: Promise<void>;
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.swept = sweepPartials(folder).then(
      () => undefined,
      (thrown: unknown) => console.error(`What was left in ${folder} can't be removed: ${String(thrown)}`),
    );
  }

  /** @param folder for containers alone */
  static async open(folder: string): Promise<Records> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new Records(folder);
  }

  /** Of a container's bundle. */
  folderOf(id: string): string {
    return path.join(this.#folder, id);
  }

  async all(): Promise<Kept[]> {
    const ids = (await readdir(this.#folder)).filter((name) => folderName.test(name));
    const kept = await Promise.all(ids.map((id) => this.read(id)));
    return kept.filter((each) => each !== null);
  }

  /** @returns null where there is no such container */
  async read(id: string): Promise<Kept | null> {
    try {
      const record = containerRecord.parse(JSON.parse(await readFile(this.#recordOf(id), 'utf8')));
      return { id, record, fault: null };
    } catch (thrown) {
      const isThere = await readdir(this.folderOf(id)).then(
        () => true,
        () => false,
      );
      return isThere ? { id, record: null, fault: thrown instanceof Error ? thrown.message : String(thrown) } : null;
    }
  }

  /**
   * Keeps a new container.
   * @param fill puts the bundle into the folder it is given, which is not the one that it will have
   */
  async make(record: ContainerRecord, fill: (folder: string) => Promise<void>): Promise<void> {
    const partial = partialOf(this.folderOf(record.id));
    try {
      await mkdir(partial, { mode: 0o700 });
      await fill(partial);
      await writeAtomically(path.join(partial, recordFile), printed(record));
      await rename(partial, this.folderOf(record.id));
      await syncFolder(this.#folder);
    } catch (thrown) {
      await rm(partial, stubborn);
      throw thrown;
    }
  }

  /** Writes again what is kept of a container. @throws GantryError `not-found` where it is gone */
  async write(record: ContainerRecord): Promise<void> {
    try {
      await writeAtomically(this.#recordOf(record.id), printed(record));
    } catch (thrown) {
      if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT')) throw thrown;
      throw new GantryError({ code: 'not-found', message: `${record.name} is not there any more.`, cause: thrown });
    }
  }

  /** Removes a container with all that is in its folder; one that is gone already is no error. */
  async remove(id: string): Promise<void> {
    const partial = partialOf(this.folderOf(id));
    try {
      await rename(this.folderOf(id), partial);
    } catch (thrown) {
      if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return;
      throw thrown;
    }
    await syncFolder(this.#folder);
    await rm(partial, stubborn);
  }

  #recordOf(id: string): string {
    return path.join(this.folderOf(id), recordFile);
  }
}

function printed(record: ContainerRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}
