/** Checkpoint archives of the bundle engine: written of its containers, and made containers of. */
import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { GantryError } from '../../../../shared/errors.ts';
import { type AskedPort, askedPorts, eachOf } from '../../../../shared/port.ts';
import { partialOf } from '../../../host/partial-file.ts';
import type { ContainerCheckpointOptions, RuntimeContainer } from '../../../runtime/oci-runtime.ts';
import type { BundleContainers } from '../bundle-containers.ts';
import { rootFolder, shmOf, writeFiles } from '../container-files.ts';
import type { ContainerRecord } from '../container-record.ts';
import { labelFiles } from '../file-labels.ts';
import { importFault } from '../images/faults.ts';
import type { ImageStore } from '../images/image-store.ts';
import type { StoredImage } from '../images/stored-image.ts';
import type { Maker } from '../maker.ts';
import type { Networks } from '../network/networks.ts';
import { makeOwnRoot } from '../own-root.ts';
import type { Records } from '../records.ts';
import { mustReachPorts } from '../surroundings.ts';
import { moved } from './archived-config.ts';
import { exportArchive } from './export.ts';
import { moveInto, type Unpacked, unpackArchive } from './import.ts';

export interface ArchivesOptions {
  /** For what is unpacked; on the same disk as the containers. */
  readonly folder: string;
  readonly containers: BundleContainers;
  readonly images: ImageStore;
  readonly records: Records;
  readonly networks: Networks;
  readonly maker: Maker;
}

export class Archives {
  readonly #options: ArchivesOptions;

  constructor(options: ArchivesOptions) {
    this.#options = options;
  }

  /** Writes a container that was frozen just now. @throws GantryError `not-found` where its image is gone */
  async write(
    ctr: RuntimeContainer,
    target: string,
    { signal, onProgress }: ContainerCheckpointOptions,
  ): Promise<void> {
    const { containers, images } = this.#options;
    const record = containers.record(ctr);
    const { root: imageRoot } = await images.image(record.image.id);
    await exportArchive({ record, folder: containers.folderOf(ctr.id), imageRoot, target, signal, onProgress });
  }

  /** Makes a container that is frozen in place. With a name it is a new one; else it gets the id that it had, too. */
  async bring(file: string, ociRuntime: string, wish: ContainerCheckpointOptions): Promise<RuntimeContainer> {
    const { records, containers, maker, folder } = this.#options;
    const { signal, onProgress } = wish;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const work = partialOf(path.join(folder, 'archive'));
    try {
      const unpacked = await unpackArchive(file, work, { signal, onProgress });
      const image = await this.#imageOf(unpacked);
      const name = wish.name ?? unpacked.container.name;
      const id = wish.name ? randomBytes(32).toString('hex') : unpacked.container.id;
      if ((await records.read(id)) !== null) throw isThereAlready(name);
      return await maker.named(name, `Restore ${name}`, async () => {
        const ports = this.#portsOf(unpacked, wish, `Restore ${name}`);
        const record = recordOf(unpacked, { id, name, image, ociRuntime, ports });
        await records.make(record, (bundle) => this.#fill(bundle, record, { unpacked, image, work, signal }));
        await containers.add(record);
        return { id, name };
      });
    } catch (thrown) {
      if (thrown instanceof GantryError && !signal?.aborted) throw thrown;
      throw importFault(`Restore ${path.basename(file)}`, thrown, signal);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }

  async #fill(
    bundle: string,
    { id, hostname, labels }: ContainerRecord,
    from: { unpacked: Unpacked; image: StoredImage; work: string; signal: AbortSignal | undefined },
  ): Promise<void> {
    const { images, records, networks } = this.#options;
    await makeOwnRoot(images, from.image, bundle);
    const final = records.folderOf(id);
    const files = await writeFiles(bundle, final, hostname);
    await moveInto(bundle, from.work, from.signal);
    const own = {
      root: path.join(final, rootFolder),
      files,
      shm: shmOf(final),
      network: networks.pathOf(id),
      cgroup: `/gantry-${id}`,
    };
    await writeFile(path.join(bundle, 'config.json'), JSON.stringify(moved(from.unpacked.config, own)), {
      mode: 0o600,
    });
    await labelFiles(bundle, [], labels.mountLabel);
  }

  /** Those that it had can't be published where there is no bridge: without them it comes back all the same. */
  #portsOf(unpacked: Unpacked, { ports: asked }: ContainerCheckpointOptions, doing: string): AskedPort[] {
    const { networks } = this.#options;
    const network = networkOf(unpacked);
    if (asked) {
      const ports = asked.flatMap(eachOf);
      mustReachPorts(networks, { ports, network }, doing);
      return ports;
    }
    if (network !== 'default' || networks.noBridgeBecause() !== null) return [];
    const had = z.array(askedPorts).safeParse(unpacked.container.newPortMappings);
    return had.success ? had.data.flatMap(eachOf) : [];
  }

  async #imageOf({ container: { name, rootfsImageID, rootfsImageName } }: Unpacked): Promise<StoredImage> {
    const { images } = this.#options;
    try {
      return await images.image(rootfsImageID);
    } catch (thrown) {
      throw new GantryError({
        code: 'not-found',
        message: `Restore ${name}: its image ${rootfsImageName} is not there.`,
        engineMessage: thrown instanceof Error ? thrown.message : null,
        hint: 'Import the same image first: an archive holds only what the container has changed of it.',
        cause: thrown,
      });
    }
  }
}

function recordOf(
  { container, config }: Unpacked,
  own: { id: string; name: string; image: StoredImage; ociRuntime: string; ports: AskedPort[] },
): ContainerRecord {
  const { id, name, image, ociRuntime, ports } = own;
  const command = container.command ?? config.process.args;
  return {
    ...{ version: 1, id, name, createdAt: Date.now(), command, hostname: config.hostname, ociRuntime },
    spec: {
      ...{ image: container.rootfsImageName, name, command, environment: [], ports, volumes: [] },
      ...{ terminal: config.process.terminal, init: false, autoRemove: false },
      selinux: { disable: false, type: null, level: null },
      // What it had is in no archive of Podman's that we know how to read.
      restart: { when: 'no', tries: null },
      network: networkOf({ config }),
    },
    image: { id: image.id, name: container.rootfsImageName },
    user: container.user ?? '',
    stopSignal: String(container.stopSignal ?? 'SIGTERM'),
    stopTimeoutSeconds: container.stopTimeout ?? 10,
    labels: { processLabel: config.process.selinuxLabel ?? '', mountLabel: config.linux.mountLabel ?? '' },
    ...{ network: null, ports, isToldToEnd: true, lastRun: null, restartCount: 0, restored: true },
    ...{ restartsAt: null, restartFault: null },
  };
}

/** Whether it had none of its own; one with nothing in it gets what others have. */
function networkOf({ config: { linux } }: Pick<Unpacked, 'config'>): 'default' | 'host' {
  return linux.namespaces.some(({ type }) => type === 'network') ? 'default' : 'host';
}

function isThereAlready(name: string): GantryError {
  return new GantryError({
    code: 'conflict',
    message: `Restore ${name}: the container that it was made of is still there.`,
    hint: 'Give the new one a name of its own, or remove the other.',
  });
}
