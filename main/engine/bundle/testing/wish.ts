/** A wish for a configuration, of which a test changes what it is about. */
import type { ContainerSpec } from '../../../../shared/container.ts';
import { type ImageSettings, imageSettings } from '../images/image-config.ts';
import type { ContainerWish } from '../spec/wish.ts';

const plainSpec: ContainerSpec = {
  image: 'localhost/sample:latest',
  name: null,
  command: [],
  environment: [],
  ports: [],
  volumes: [],
  terminal: false,
  init: false,
  selinux: { disable: false, type: null, level: null },
  autoRemove: false,
  restart: { when: 'no', tries: null },
  network: 'default',
};

export interface Changes {
  readonly spec?: Partial<ContainerSpec>;
  readonly image?: Partial<ImageSettings>;
  readonly wish?: Partial<Omit<ContainerWish, 'spec' | 'image'>>;
}

/** @param root the container's root file system */
export function wishFor(root: string, { spec, image, wish }: Changes = {}): ContainerWish {
  return {
    id: 'c0ffee',
    spec: { ...plainSpec, ...spec },
    image: { ...imageSettings.parse({ Cmd: ['sh'] }), ...image },
    root,
    hostname: 'host',
    network: 'none',
    labels: null,
    cgroupsPath: '/gantry-test/c0ffee',
    unifiedCgroups: false,
    ulimits: [],
    resources: { pids: 2048, memory: null },
    files: { hosts: null, resolvConf: null, hostname: null, containerenv: null, shm: null },
    volumes: new Map(),
    imageVolumes: new Map(),
    initPath: null,
    ...wish,
  };
}
