/** What is mounted in a container: what Linux programs expect to find, files of ours, and the volumes that were asked for. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { GantryError } from '../../../../shared/errors.ts';
import { initInside } from './command.ts';
import type { MountConfig } from './runtime-spec.ts';
import type { ContainerFiles, ContainerWish } from './wish.ts';

const nothingMore = ['nosuid', 'noexec', 'nodev'];

/** What a tmpfs for `/dev/shm` holds unless told otherwise, as Podman's. */
const shmSize = 'size=65536k';

/** In the order in which they are made: a parent before what is in it. */
export async function mountsOf(wish: ContainerWish): Promise<MountConfig[]> {
  const volumes = await volumeMounts(wish);
  const taken = new Set(volumes.map(({ destination }) => destination));
  const own = [...kernelMounts(), ...fileMounts(wish.files), ...initMount(wish)];
  // A volume takes the place of what would be there otherwise, and comes after what it lies in.
  return [...own.filter(({ destination }) => !taken.has(destination)), ...volumes];
}

function kernelMounts(): MountConfig[] {
  return [
    { destination: '/proc', type: 'proc', source: 'proc', options: nothingMore },
    {
      destination: '/dev',
      type: 'tmpfs',
      source: 'tmpfs',
      options: ['nosuid', 'noexec', 'strictatime', 'mode=755', 'size=65536k'],
    },
    {
      destination: '/dev/pts',
      type: 'devpts',
      source: 'devpts',
      options: ['nosuid', 'noexec', 'newinstance', 'ptmxmode=0666', 'mode=0620', 'gid=5'],
    },
    { destination: '/dev/mqueue', type: 'mqueue', source: 'mqueue', options: nothingMore },
    { destination: '/sys', type: 'sysfs', source: 'sysfs', options: [...nothingMore, 'ro'] },
    {
      destination: '/sys/fs/cgroup',
      type: 'cgroup',
      source: 'cgroup',
      options: ['rprivate', ...nothingMore, 'relatime', 'ro'],
    },
  ];
}

function fileMounts({ hosts, resolvConf, hostname, containerenv, shm }: ContainerFiles): MountConfig[] {
  const files = [
    ['/etc/resolv.conf', resolvConf],
    ['/etc/hosts', hosts],
    ['/etc/hostname', hostname],
    ['/run/.containerenv', containerenv],
  ] as const;
  const shmMount: MountConfig =
    shm === null
      ? { destination: '/dev/shm', type: 'tmpfs', source: 'shm', options: [...nothingMore, 'mode=1777', shmSize] }
      : bind(shm, '/dev/shm', nothingMore);
  return [shmMount, ...files.flatMap(([destination, source]) => (source === null ? [] : bind(source, destination)))];
}

function initMount({ spec, initPath }: ContainerWish): MountConfig[] {
  return spec.init && initPath !== null ? [bind(initPath, initInside, ['ro'])] : [];
}

function bind(source: string, destination: string, more: readonly string[] = []): MountConfig {
  return { destination, type: 'bind', source, options: ['bind', 'rprivate', ...more] };
}

/** Those that lie in others come after them. */
async function volumeMounts({ spec, volumes, imageVolumes }: ContainerWish): Promise<MountConfig[]> {
  const found = new Map<string, MountConfig>();
  for (const [destination, folder] of imageVolumes) found.set(clean(destination), volume(folder, destination, false));
  const asked = new Set<string>();
  for (const { source, destination, readOnly } of spec.volumes) {
    const place = clean(destination);
    if (asked.has(place)) throw badVolume(destination, 'Two volumes are to be there.');
    asked.add(place);
    found.set(place, volume(await folderOf(source, volumes), destination, readOnly));
  }
  return [...found.values()].sort((one, other) => depthOf(one) - depthOf(other));
}

function volume(source: string, destination: string, readOnly: boolean): MountConfig {
  return {
    destination: clean(destination),
    type: 'bind',
    source,
    options: ['rbind', 'rprivate', readOnly ? 'ro' : 'rw'],
  };
}

/** A path on this machine, or a volume's name. */
async function folderOf(source: string, volumes: ContainerWish['volumes']): Promise<string> {
  if (!source.startsWith('/')) {
    const folder = volumes.get(source);
    if (folder === undefined) throw badVolume(source, 'There is no volume of this name.');
    return folder;
  }
  try {
    await stat(source);
    return source;
  } catch (thrown) {
    throw badVolume(source, thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function clean(destination: string): string {
  const place = path.posix.normalize(destination);
  if (!place.startsWith('/') || place === '/' || place.includes('\0')) {
    throw badVolume(destination, 'A volume is mounted at an absolute path in the container, and not over all of it.');
  }
  return place.length > 1 && place.endsWith('/') ? place.slice(0, -1) : place;
}

function depthOf({ destination }: MountConfig): number {
  return destination.split('/').length;
}

function badVolume(which: string, why: string): GantryError {
  return new GantryError({
    code: 'invalid',
    message: `The volume ${JSON.stringify(which)} can't be mounted.`,
    engineMessage: why,
    hint: 'See whether its source is there, and where it is to be in the container.',
  });
}
