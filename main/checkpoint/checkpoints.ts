/** Makes checkpoints and brings them back, with progress; keeps the archives in the catalogue. */
import path from 'node:path';
import type {
  CheckpointArchive,
  CheckpointInPlace,
  CheckpointList,
  CheckpointRequest,
  CheckpointResult,
  RestoreRequest,
  RestoreResult,
  UnreadEngine,
} from '../../shared/checkpoint.ts';
import type { ContainerDetails, ContainerSummary } from '../../shared/container.ts';
import { GantryError } from '../../shared/errors.ts';
import type { OCIRuntime, RuntimeContainer } from '../runtime/oci-runtime.ts';
import { type ArchiveContents, faultOf, readArchive } from './archive.ts';
import { CheckpointCatalogue } from './catalogue.ts';
import { type Frozen, type MadeInPlace, placeOf } from './in-place.ts';
import { Operations, type UnderWay } from './operations.ts';
import { leastFree, mustHaveRoom } from './room.ts';

export interface CheckpointsOptions {
  /** Of the catalogue. */
  readonly folder: string;
  /** Throws `not-found` for a container that isn't there. */
  readonly resolve: (
    engineId: string,
    containerId: string,
  ) => { readonly runtime: OCIRuntime; readonly container: RuntimeContainer & { readonly summary: ContainerSummary } };
  readonly defaultRuntime: (engineId: string) => OCIRuntime;
  readonly inspect: (engineId: string, containerId: string) => Promise<ContainerDetails>;
  /** The containers that are frozen in place, of all engines that tell. */
  readonly inPlace: () => Promise<AllFrozen>;
}

export interface AllFrozen {
  readonly frozen: readonly Frozen[];
  /** Engines that could not tell. */
  readonly unread: readonly UnreadEngine[];
}

interface CreateOptions {
  readonly engineId: string;
  readonly containerId: string;
  readonly request: CheckpointRequest;
  readonly operationId: string;
}

/** What is to be frozen, and how. */
interface Creation {
  readonly engineId: string;
  readonly runtime: OCIRuntime;
  readonly container: RuntimeContainer & { readonly summary: ContainerSummary };
  readonly request: CheckpointRequest;
  readonly progress: UnderWay['progress'];
}

/** Of what an archive has just been made. */
interface Made {
  readonly request: CheckpointRequest;
  readonly container: RuntimeContainer & { readonly summary: ContainerSummary };
  readonly ociRuntime: string;
  readonly frozenAt: number | null;
}

export class Checkpoints {
  readonly catalogue: CheckpointCatalogue;
  readonly operations = new Operations();
  readonly #options: CheckpointsOptions;

  /** By container, with the engine's own time: another program may have frozen it anew. */
  readonly #madeInPlace = new Map<string, MadeInPlace>();

  constructor(options: CheckpointsOptions) {
    this.#options = options;
    this.catalogue = new CheckpointCatalogue(options.folder);
  }

  async list(): Promise<CheckpointList> {
    const [archives, { frozen, unread }] = await Promise.all([this.catalogue.list(), this.#options.inPlace()]);
    return { archives, inPlace: frozen.map((each) => this.#placeOf(each, archives)), unread: [...unread] };
  }

  /** @throws GantryError `wrong-state` for a container that isn't frozen in place */
  async inPlace(engineId: string, containerId: string): Promise<CheckpointInPlace> {
    const details = await this.#options.inspect(engineId, containerId);
    if (details.checkpointed) return this.#placeOf({ engineId, details }, await this.catalogue.list());
    throw new GantryError({
      code: 'wrong-state',
      message: `${details.summary.name} is not frozen any more.`,
      hint: 'It was restored, or started afresh, by another program.',
    });
  }

  /** A freeze can't be called off: the container may be frozen by then, and what is kept of it would be lost. */
  async create({ engineId, containerId, request, operationId }: CreateOptions): Promise<CheckpointResult> {
    const target = this.#options.resolve(engineId, containerId);
    const operation = { operationId, kind: 'freeze', name: target.container.name } as const;
    return this.operations.run(operation, ({ progress }) => this.#create({ ...target, engineId, request, progress }));
  }

  async #create({ engineId, runtime, container, request, progress }: Creation): Promise<CheckpointResult> {
    const { id: containerId } = container;
    const { tcpEstablished, fileLocks, leaveRunning } = request;
    const options = { tcpEstablished, fileLocks, keepRunning: leaveRunning };
    progress.phase('freezing');
    if (request.to === 'place') {
      // The images stay beside it, so that its log and figures can be read later.
      const statistics = await runtime.checkpointContainer(container, { ...options, keep: true });
      this.#madeInPlace.set(containerId, { request, frozenAt: await this.#frozenAt(engineId, containerId) });
      return { containerId, archive: null, statistics };
    }
    const { id, path: targetFile } = await this.catalogue.reserve(container.name);
    try {
      await mustHaveRoom(this.catalogue.folder, leastFree, 'The container was not touched.');
      const onProgress = (bytes: number): void => progress.bytes('writing', bytes, null);
      await runtime.checkpointContainer(container, { ...options, targetFile, onProgress });
    } catch (thrown) {
      this.catalogue.release(id);
      throw thrown;
    }
    progress.phase('finishing');
    const frozenAt = leaveRunning ? null : await this.#frozenAt(engineId, containerId);
    const archive = await this.#enter(id, { request, container, ociRuntime: runtime.name, frozenAt });
    return { containerId, archive, statistics: archive.statistics };
  }

  async restore(options: { readonly request: RestoreRequest; readonly operationId: string }): Promise<RestoreResult> {
    const { request, operationId } = options;
    const operation = { operationId, kind: 'restore', name: await this.#nameOf(request) } as const;
    return this.operations.run(operation, (underWay) => this.#restore(request, underWay));
  }

  async #nameOf(request: RestoreRequest): Promise<string> {
    if (request.from === 'place') return this.#options.resolve(request.engineId, request.containerId).container.name;
    return request.name ?? (await this.catalogue.get(request.archiveId)).containerName;
  }

  async #restore(request: RestoreRequest, { progress, signal }: UnderWay): Promise<RestoreResult> {
    const { engineId, tcpEstablished, fileLocks } = request;
    if (request.from === 'place') {
      progress.phase('restoring');
      const { runtime, container } = this.#options.resolve(engineId, request.containerId);
      const restored = await runtime.createContainer({ container }, { tcpEstablished, fileLocks });
      this.#madeInPlace.delete(container.id);
      return { containerId: container.id, statistics: restored.restoreStatistics };
    }
    const { path: importFile, sizeBytes, containerId, containerName } = await this.catalogue.get(request.archiveId);
    progress.phase('reading');
    const restored = await this.#options.defaultRuntime(engineId).createContainer(
      { archived: { id: containerId, name: containerName } },
      {
        importFile,
        name: request.name,
        tcpEstablished,
        fileLocks,
        ignoreStaticIP: request.ignoreStaticIp,
        ignoreStaticMAC: request.ignoreStaticMac,
        signal,
        ports: request.ports,
        onProgress: (bytes) => {
          if (bytes < sizeBytes) progress.bytes('reading', bytes, sizeBytes);
          else progress.phase('restoring');
        },
      },
    );
    return { containerId: restored.container.id, statistics: restored.restoreStatistics };
  }

  /** Takes an archive from elsewhere into the catalogue: see there. */
  add(file: string, operationId: string): Promise<CheckpointArchive> {
    return this.operations.run({ operationId, kind: 'add', name: path.basename(file) }, ({ progress, signal }) => {
      progress.phase('reading');
      const onProgress = (bytes: number, totalBytes: number): void => progress.bytes('writing', bytes, totalBytes);
      return this.catalogue.add(file, { onProgress, signal });
    });
  }

  /** Copies an archive out of the catalogue: see there. The user has agreed to lose a file that is there. */
  save(archiveId: string, target: string, operationId: string): Promise<void> {
    return this.operations.run({ operationId, kind: 'save', name: path.basename(target) }, ({ progress, signal }) => {
      const onProgress = (bytes: number, totalBytes: number): void => progress.bytes('writing', bytes, totalBytes);
      return this.catalogue.save(archiveId, target, { onProgress, signal });
    });
  }

  /** The catalogue has changed. @returns ends the listening */
  onChange(listener: () => void): () => void {
    return this.catalogue.onChange(listener);
  }

  #placeOf(frozen: Frozen, archives: readonly CheckpointArchive[]): CheckpointInPlace {
    return placeOf(frozen, { made: this.#madeInPlace.get(frozen.details.summary.id), archives });
  }

  async #frozenAt(engineId: string, containerId: string): Promise<number | null> {
    try {
      return (await this.#options.inspect(engineId, containerId)).checkpoint?.madeAt ?? null;
    } catch {
      // The archive is made: without this it is only listed beside the container, not together with it.
      return null;
    }
  }

  /** The container may be stopped by now, so the archive is entered whatever its own words are. */
  async #enter(id: string, made: Made): Promise<CheckpointArchive> {
    const { request, container, ociRuntime, frozenAt } = made;
    let contents: ArchiveContents | null = null;
    let fault: string | null = null;
    try {
      contents = await readArchive(this.catalogue.path(id));
    } catch (thrown) {
      fault = faultOf(thrown);
    }
    return this.catalogue.record(id, {
      createdAt: Date.now(),
      containerId: container.id,
      containerName: container.name,
      image: container.summary.image,
      ociRuntime: contents?.ociRuntime ?? ociRuntime,
      processLabel: contents?.processLabel ?? '',
      tcpEstablished: request.tcpEstablished,
      fileLocks: request.fileLocks,
      leftRunning: request.leaveRunning,
      frozenAt,
      ports: contents?.ports ?? null,
      statistics: contents?.statistics ?? null,
      fault,
    });
  }
}
