/** What of a container's configuration is Linux' own: namespaces, limits by control group, system calls, hidden paths. */
import * as defaults from './defaults.ts';
import type { RuntimeConfig } from './runtime-spec.ts';
import { seccompProfile } from './seccomp/profile.ts';
import type { ContainerWish } from './wish.ts';

type Linux = RuntimeConfig['linux'];

export function linuxOf(wish: ContainerWish): Linux {
  const { network, labels, cgroupsPath } = wish;
  return {
    cgroupsPath,
    namespaces: namespacesOf(wish),
    // The machine's own network is not the container's to set up.
    sysctl: network === 'host' ? {} : { ...defaults.ownNetworkSysctl },
    resources: resourcesOf(wish),
    seccomp: seccompProfile(defaults.capabilities),
    maskedPaths: [...defaults.maskedPaths],
    readonlyPaths: [...defaults.readonlyPaths],
    ...(labels?.mountLabel ? { mountLabel: labels.mountLabel } : {}),
  };
}

function namespacesOf({ network, unifiedCgroups }: ContainerWish): Linux['namespaces'] {
  return [
    { type: 'pid' },
    { type: 'ipc' },
    { type: 'uts' },
    { type: 'mount' },
    // As Podman: with version 1 a container sees its place among the machine's control groups.
    ...(unifiedCgroups ? [{ type: 'cgroup' } as const] : []),
    ...(network === 'host'
      ? []
      : [{ type: 'network' as const, ...(network === 'none' ? {} : { path: network.path }) }]),
  ];
}

function resourcesOf({ resources: { pids, memory } }: ContainerWish): Linux['resources'] {
  return {
    // Every device is forbidden; the OCI runtime allows those that each container has (null, zero, tty …).
    devices: [{ allow: false, access: 'rwm' }],
    ...(pids === null ? {} : { pids: { limit: pids } }),
    ...(memory === null ? {} : { memory: { limit: memory, swap: memory } }),
  };
}
