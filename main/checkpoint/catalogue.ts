/** The catalogue: the checkpoint archives that Gantry keeps, each with a record beside it. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { CheckpointArchive } from '../../shared/checkpoint.ts';
import { GantryError } from '../../shared/errors.ts';
import { writeAtomically } from '../host/atomic-file.ts';
import { sweepPartials } from '../host/partial-file.ts';
import { faultOf, readArchive } from './archive.ts';
import { type CopyOptions, copyIn } from './copy-in.ts';
import { type ArchiveRecord, readRecord } from './record.ts';
import { notFound, storageError } from './storage-error.ts';

const archiveEnd = '.tar';
const recordEnd = '.json';

/** What a name in the catalogue may be: it becomes a file's name, and comes from containers. */
const safeId = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,150}$/;

export class CheckpointCatalogue {
  readonly folder: string;
  readonly #listeners = new Set<() => void>();
  /** Being written: not to be listed, and not to be given a record by anybody but who writes them. */
  readonly #reserved = new Set<string>();
  /** What was found broken, by its file's size and time: it isn't read again and again. */
  readonly #broken = new Map<string, { readonly stamp: string; readonly archive: CheckpointArchive }>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The newest first. An archive that is broken or has vanished is listed with its fault. */
  async list(): Promise<CheckpointArchive[]> {
    const names = await readdir(this.folder).catch((thrown: unknown) => {
      if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return [];
      throw storageError('The catalogue of checkpoints could not be read.', thrown);
    });
    const ids = new Set(
      names
        .filter((name) => name.endsWith(archiveEnd) || name.endsWith(recordEnd))
        .map((name) => name.replace(/\.(tar|json)$/, ''))
        .filter((id) => safeId.test(id) && !this.#reserved.has(id)),
    );
    const archives: CheckpointArchive[] = [];
    // One after the other: an archive without a record may have to be read to its end.
    for (const id of ids) archives.push(await this.#read(id));
    return archives.sort((a, b) => b.createdAt - a.createdAt);
  }

  /** Throws `not-found`, and `invalid` for one that is broken. */
  async get(id: string): Promise<CheckpointArchive> {
    if (!(await isThere(this.path(id)))) throw notFound();
    const archive = await this.#read(id);
    if (archive.fault === null) return archive;
    throw new GantryError({ code: 'invalid', message: archive.fault });
  }

  /** The archive's file. Throws `not-found` for what can't be a name in the catalogue. */
  path(id: string): string {
    if (!safeId.test(id)) throw notFound();
    return path.join(this.folder, id + archiveEnd);
  }

  /** A new name, and the file that the archive has to be written to. Ends with `record`, or else with `release`. */
  async reserve(containerName: string): Promise<{ readonly id: string; readonly path: string }> {
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
    } catch (thrown) {
      throw storageError('The catalogue of checkpoints could not be made.', thrown);
    }
    const time = new Date().toISOString().replace(/[:.]/g, '-').replace(/Z$/, '');
    const name = containerName
      .replace(/[^A-Za-z0-9_.-]/g, '_')
      .replace(/^[^A-Za-z0-9]+/, '')
      .slice(0, 80);
    const id = `${name || 'container'}-${time}-${randomUUID().slice(0, 4)}`;
    this.#reserved.add(id);
    return { id, path: this.path(id) };
  }

  /** Enters an archive that has just been written. */
  async record(id: string, record: ArchiveRecord): Promise<CheckpointArchive> {
    try {
      await writeAtomically(this.#recordPath(id), `${JSON.stringify(record, null, 2)}\n`);
    } catch (thrown) {
      throw storageError('The archive is there, but its record could not be written.', thrown);
    } finally {
      this.release(id);
      this.#changed();
    }
    return this.#read(id);
  }

  /** Nothing was written under this name, or nothing more will be. */
  release(id: string): void {
    this.#reserved.delete(id);
  }

  /** Copies an archive from elsewhere into the catalogue. Throws `invalid` for what is none; then nothing is kept. */
  async add(file: string, options: CopyOptions = {}): Promise<CheckpointArchive> {
    const { madeAt, ...contents } = await readArchive(file).catch((thrown: unknown) => {
      throw notAdded(path.basename(file), thrown);
    });
    const { id, path: target } = await this.reserve(contents.containerName);
    let createdAt: number;
    try {
      await copyIn(file, target, options);
      createdAt = madeAt ?? Math.round((await stat(file)).mtimeMs);
    } catch (thrown) {
      this.release(id);
      await rm(target, { force: true });
      throw thrown instanceof GantryError
        ? thrown
        : storageError('The archive could not be copied into the catalogue.', thrown);
    }
    return this.record(id, {
      ...contents,
      createdAt,
      // The archive doesn't tell.
      leftRunning: null,
      frozenAt: null,
      fault: null,
    });
  }

  /**
   * Copies an archive to a file elsewhere, which is there only when it is whole. Throws `not-found`, `disk-full`, and
   * `cancelled` where it is called off; then a file that was there before still is.
   */
  async save(id: string, target: string, options: CopyOptions = {}): Promise<void> {
    const file = this.path(id);
    if (!(await isThere(file))) throw notFound();
    if (path.resolve(target) === file) return;
    try {
      await copyIn(file, target, options);
    } catch (thrown) {
      throw thrown instanceof GantryError
        ? thrown
        : storageError(`${path.basename(target)} could not be written.`, thrown);
    }
  }

  /** Removes what an app that was killed had not written to its end. */
  async sweep(): Promise<void> {
    try {
      await sweepPartials(this.folder);
    } catch (thrown) {
      throw storageError('What was left unfinished in the catalogue could not be removed.', thrown);
    }
  }

  /** Deletes the archive and its record. Throws `not-found`. */
  async delete(id: string): Promise<void> {
    const record = this.#recordPath(id);
    if (!(await isThere(this.path(id))) && !(await isThere(record))) throw notFound();
    try {
      await rm(this.path(id), { force: true });
      await rm(record, { force: true });
    } catch (thrown) {
      throw storageError('The archive could not be deleted.', thrown);
    }
    this.#broken.delete(id);
    this.#changed();
  }

  /** @returns ends the listening */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #recordPath(id: string): string {
    return this.path(id).replace(/\.tar$/, recordEnd);
  }

  async #read(id: string): Promise<CheckpointArchive> {
    const file = this.path(id);
    const [size, record] = await Promise.all([sizeOf(file), readRecord(this.#recordPath(id))]);
    // One that could not be read when it was made may have been put right since.
    if (record === null || (record.fault !== null && size !== null)) return this.#readUnrecorded(id, size, record);
    const fault = size === null ? 'Its file is gone: it was moved or deleted outside of Gantry.' : null;
    return { kind: 'archive', id, path: file, sizeBytes: size ?? 0, ...record, fault };
  }

  /** An archive without a sound record: what it tells itself becomes the record, over what was known of it. */
  async #readUnrecorded(id: string, size: number | null, known: ArchiveRecord | null): Promise<CheckpointArchive> {
    const file = this.path(id);
    const createdAt = Math.round((await stat(file).catch(() => null))?.mtimeMs ?? 0);
    const stamp = `${size} ${createdAt}`;
    const before = this.#broken.get(id);
    if (before?.stamp === stamp) return before.archive;
    const shown = { kind: 'archive', id, path: file, sizeBytes: size ?? 0 } as const;
    try {
      const { madeAt, ...contents } = await readArchive(file);
      const record: ArchiveRecord = {
        createdAt: madeAt ?? createdAt,
        leftRunning: null,
        frozenAt: null,
        ...known,
        ...contents,
        fault: null,
      };
      await writeAtomically(this.#recordPath(id), `${JSON.stringify(record, null, 2)}\n`);
      // It may have been deleted while it was read: then its record has no place there either.
      if (!(await isThere(file))) await rm(this.#recordPath(id), { force: true });
      return { ...shown, ...record };
    } catch (thrown) {
      const nothing = {
        createdAt,
        containerId: '',
        containerName: id,
        image: '',
        ociRuntime: '',
        processLabel: '',
        tcpEstablished: false,
        fileLocks: false,
        ports: null,
        leftRunning: null,
        frozenAt: null,
        statistics: null,
      };
      const archive = { ...shown, ...nothing, ...known, fault: faultOf(thrown) };
      this.#broken.set(id, { stamp, archive });
      return archive;
    }
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Names the file, of which the fault speaks. */
function notAdded(name: string, thrown: unknown): unknown {
  if (!(thrown instanceof GantryError) || thrown.code !== 'invalid') return thrown;
  const { message, engineMessage } = thrown;
  const hint = 'Choose a checkpoint archive, as Podman or Gantry makes them.';
  return new GantryError({
    code: 'invalid',
    message: `${name} was not added. ${message}`,
    engineMessage,
    hint,
    cause: thrown,
  });
}

async function sizeOf(file: string): Promise<number | null> {
  return (await stat(file).catch(() => null))?.size ?? null;
}

async function isThere(file: string): Promise<boolean> {
  return (await sizeOf(file)) !== null;
}
