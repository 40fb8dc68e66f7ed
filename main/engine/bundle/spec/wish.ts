/** What a container's configuration is made of. */
import type { ContainerSpec } from '../../../../shared/container.ts';
import type { Ulimit } from '../../../host/ulimits.ts';
import type { ImageSettings } from '../images/image-config.ts';

/** Which network a container sees. */
export type NetworkChoice =
  /** One of its own with nothing in it. A restore can't bring it back: give it a `path` where that matters. */
  | 'none'
  /** The machine's. */
  | 'host'
  /** That of a file which holds a network namespace (`/run/netns/…`). */
  | { readonly path: string };

/** Files on this machine that are put into the container; null: the container keeps its image's own. */
export interface ContainerFiles {
  /** For `/etc/hosts`. */
  readonly hosts: string | null;
  /** For `/etc/resolv.conf`. */
  readonly resolvConf: string | null;
  /** For `/etc/hostname`. */
  readonly hostname: string | null;
  /** For `/run/.containerenv`, by which programs know that they are in a container. */
  readonly containerenv: string | null;
  /**
   * A folder for `/dev/shm`, as Podman has it: a tmpfs that somebody has mounted. Null: a tmpfs of the container's own.
   * CRIU takes the one for the other's checkpoint no more than the other way round.
   */
  readonly shm: string | null;
}

export interface Resources {
  /** Null: as many as the machine allows. Podman's own default is 2048. */
  readonly pids: number | null;
  /** Bytes, with swap; null: no limit. */
  readonly memory: number | null;
}

export interface ContainerWish {
  readonly id: string;
  readonly spec: ContainerSpec;
  readonly image: ImageSettings;
  /** The folder with its root file system; it must be there already: users are looked up in it. */
  readonly root: string;
  readonly hostname: string;
  readonly network: NetworkChoice;
  /** As `chooseLabels` of main/selinux answers them; null or empty strings: none. */
  readonly labels: { readonly processLabel: string; readonly mountLabel: string } | null;
  /** Absolute, such as `/gantry/ID`: found in each of the kernel's hierarchies. */
  readonly cgroupsPath: string;
  /** Whether the machine has control groups of version 2 alone. */
  readonly unifiedCgroups: boolean;
  /** Only such as can be set here: `defaultUlimits` of main/host. */
  readonly ulimits: readonly Ulimit[];
  readonly resources: Resources;
  readonly files: ContainerFiles;
  /** The folders of the volumes that `spec.volumes` names. */
  readonly volumes: ReadonlyMap<string, string>;
  /** By their destinations, the folders of the volumes that the image asks for (`image.volumes`). */
  readonly imageVolumes: ReadonlyMap<string, string>;
  /** The program that is put before the container's own where `spec.init` asks for it; null: there is none here. */
  readonly initPath: string | null;
}
