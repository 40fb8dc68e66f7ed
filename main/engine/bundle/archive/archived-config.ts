/** The `config.json` of a container that was frozen, by this engine or by Podman: what CRIU brings back has to find it again. */
import { z } from 'zod';
import type { ContainerFilesMade } from '../container-files.ts';

/** What stands in it beside is kept, but for hooks: those would be run on this machine, outside of the container. */
export const archivedConfig = z
  .looseObject({
    process: z.looseObject({
      terminal: z.boolean().default(false),
      args: z.array(z.string()),
      selinuxLabel: z.string().optional(),
    }),
    root: z.looseObject({ path: z.string() }),
    hostname: z.string().default(''),
    mounts: z.array(
      z.looseObject({ destination: z.string(), type: z.string().optional(), source: z.string().optional() }),
    ),
    linux: z.looseObject({
      cgroupsPath: z.string().default(''),
      namespaces: z.array(z.looseObject({ type: z.string(), path: z.string().optional() })),
      mountLabel: z.string().optional(),
    }),
  })
  .transform(({ hooks: _dropped, ...config }) => config);
export type ArchivedConfig = z.infer<typeof archivedConfig>;

/** What a container that is brought back has of its own. */
export interface Own {
  readonly root: string;
  readonly files: ContainerFilesMade;
  /** A folder, for one whose `/dev/shm` was one. */
  readonly shm: string;
  readonly network: string;
  readonly cgroup: string;
}

/** The configuration that it had, with what is this container's own in the place of the other's. */
export function moved(config: ArchivedConfig, { root, files, shm, network, cgroup }: Own): ArchivedConfig {
  const own = new Map([
    ['/etc/hosts', files.hosts],
    ['/etc/resolv.conf', files.resolvConf],
    ['/etc/hostname', files.hostname],
    ['/run/.containerenv', files.containerenv],
    ['/dev/shm', shm],
  ]);
  return {
    ...config,
    root: { ...config.root, path: root },
    mounts: config.mounts.map((mount) =>
      mount.type === 'bind' ? { ...mount, source: own.get(mount.destination) ?? mount.source } : mount,
    ),
    linux: {
      ...config.linux,
      cgroupsPath: cgroup,
      namespaces: config.linux.namespaces.map((each) => (each.type === 'network' ? { ...each, path: network } : each)),
    },
  };
}
