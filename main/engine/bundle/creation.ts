/** Makes a container of an image: its record, its root file system and its `config.json`. */
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ContainerSpec } from '../../../shared/container.ts';
import type { Ulimit } from '../../host/ulimits.ts';
import type { ChosenLabels } from '../../selinux/label-choice.ts';
import { rootFolder, writeFiles } from './container-files.ts';
import type { ContainerRecord } from './container-record.ts';
import { labelFiles, labelVolumes } from './file-labels.ts';
import type { ImageStore } from './images/image-store.ts';
import type { StoredImage } from './images/stored-image.ts';
import { makeOwnRoot } from './own-root.ts';
import { commandOf } from './spec/command.ts';
import { containerConfig } from './spec/container-config.ts';

/** What of this machine goes into each container's configuration. */
export interface MachineTraits {
  readonly ulimits: readonly Ulimit[];
  readonly unifiedCgroups: boolean;
  /** Null: there is no init here. */
  readonly initPath: string | null;
  /** Named volumes, a folder each. */
  readonly volumesFolder: string;
}

export interface Draft {
  readonly record: ContainerRecord;
  /** Puts the bundle into a folder, which gets its own name later. */
  readonly fill: (folder: string) => Promise<void>;
}

/** As Podman's default; the rest is the image's. */
const stopTimeoutSeconds = 10;
/** Podman's default. */
const mostProcesses = 2048;

export interface Creation {
  readonly spec: ContainerSpec;
  readonly name: string;
  readonly image: StoredImage;
  readonly ociRuntime: string;
  readonly labels: ChosenLabels;
  /** Where the bundle will be. */
  readonly folderOf: (id: string) => string;
  /** Where its network namespace will be. */
  readonly networkPath: (id: string) => string;
  readonly images: Pick<ImageStore, 'copyRoot'>;
  readonly machine: MachineTraits;
}

/** @throws GantryError `invalid` for what can't be run */
export function draftOf(creation: Creation): Draft {
  const { spec, name, image, ociRuntime, labels } = creation;
  const { settings } = image.config;
  const id = randomBytes(32).toString('hex');
  const record: ContainerRecord = {
    version: 1,
    id,
    name,
    createdAt: Date.now(),
    spec,
    image: { id: image.id, name: image.names[0] ?? image.id },
    command: [...commandOf(spec, settings)],
    hostname: id.slice(0, 12),
    user: settings.user,
    ociRuntime,
    stopSignal: settings.stopSignal || 'SIGTERM',
    stopTimeoutSeconds,
    labels,
    network: null,
    ports: spec.ports,
    isToldToEnd: false,
    lastRun: null,
    restartCount: 0,
    restartsAt: null,
    restartFault: null,
    restored: false,
  };
  return { record, fill: (folder) => fill(creation, record, folder) };
}

async function fill(
  { spec, image, labels, folderOf, networkPath, images, machine }: Creation,
  record: ContainerRecord,
  folder: string,
) {
  const { id, hostname } = record;
  const root = await makeOwnRoot(images, image, folder);
  const files = await writeFiles(folder, folderOf(id), hostname);
  const { config, relabel: toRelabel } = await containerConfig({
    ...{ id, spec, image: image.config.settings, root, hostname, labels, files },
    // Held outside of it: CRIU could not bring back one of its own.
    network: spec.network === 'host' ? 'host' : { path: networkPath(id) },
    cgroupsPath: `/gantry-${id}`,
    unifiedCgroups: machine.unifiedCgroups,
    ulimits: machine.ulimits,
    resources: { pids: mostProcesses, memory: null },
    volumes: await volumesOf(spec, { folder: machine.volumesFolder, mountLabel: labels.mountLabel }),
    // They are in the container's own copy of the image, which nobody else has.
    imageVolumes: new Map(),
    initPath: machine.initPath,
  });
  const whole = { ...config, root: { ...config.root, path: path.join(folderOf(id), rootFolder) } };
  await writeFile(path.join(folder, 'config.json'), JSON.stringify(whole, null, 2), { mode: 0o600 });
  await labelFiles(folder, toRelabel, labels.mountLabel);
}

/** Made where they are missing, as by Podman, and for all containers to use. */
async function volumesOf({ volumes }: ContainerSpec, { folder, mountLabel }: { folder: string; mountLabel: string }) {
  const names = volumes.map(({ source }) => source).filter((source) => !source.startsWith('/'));
  const folders = new Map(names.map((name) => [name, path.join(folder, encodeURIComponent(name))]));
  for (const each of folders.values()) {
    const isNew = (await mkdir(each, { recursive: true })) !== undefined;
    if (isNew) await labelVolumes([{ path: each, shared: true }], mountLabel);
  }
  return folders;
}
