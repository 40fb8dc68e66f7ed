/** What an engine is made of, and what it can do. */
import { z } from 'zod';
import type { Capability, EngineCapabilities, EngineInfo } from '../../../shared/engine.ts';
import { answered } from '../../runtime/podman/answered.ts';
import type { LibpodClient } from '../../runtime/podman/client.ts';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

/** libpod's `define.Info`. */
export const libpodInfo = z.object({
  host: z.object({
    arch: text,
    cgroupManager: text,
    cgroupVersion: text,
    conmon: z.object({ package: text, path: text, version: text }).nullish(),
    cpus: z.number().nullish(),
    distribution: z.object({ distribution: text, version: text }).nullish(),
    hostname: text,
    kernel: text,
    memTotal: z.number().nullish(),
    networkBackend: text,
    ociRuntime: z.object({ name: text, package: text, path: text, version: text }).nullish(),
    os: text,
    security: z.object({ rootless: z.boolean(), selinuxEnabled: z.boolean() }),
  }),
  store: z.object({
    graphDriverName: text,
    graphRoot: text,
    graphStatus: z.record(z.string(), z.string()).nullish(),
  }),
  version: z.object({ APIVersion: text, Version: text }),
});
export type LibpodInfo = z.infer<typeof libpodInfo>;

export function readInfo(client: LibpodClient, signal?: AbortSignal): Promise<LibpodInfo> {
  const doing = 'Ask the engine what it is';
  return answered((limited) => client.json(libpodInfo, 'GET', '/info', { signal: limited, doing }), { signal });
}

export function engineInfo({ host, store, version }: LibpodInfo): EngineInfo {
  return {
    version: version.Version,
    apiVersion: version.APIVersion,
    hostname: host.hostname,
    operatingSystem: `${host.distribution?.distribution ?? host.os} ${host.distribution?.version ?? ''}`.trim(),
    kernel: host.kernel,
    architecture: host.arch,
    cpus: host.cpus ?? 0,
    memoryBytes: host.memTotal ?? 0,
    rootless: host.security.rootless,
    runtime: {
      name: host.ociRuntime?.name ?? '',
      path: host.ociRuntime?.path ?? '',
      version: versionIn(host.ociRuntime?.version ?? ''),
    },
    conmon: versionIn(host.conmon?.version ?? ''),
    storage: {
      driver: store.graphDriverName,
      root: store.graphRoot,
      filesystem: store.graphStatus?.['Backing Filesystem'] ?? '',
    },
    cgroups: { version: host.cgroupVersion, manager: host.cgroupManager },
    selinuxEnabled: host.security.selinuxEnabled,
    criu: null,
    network: host.networkBackend,
  };
}

const supported: Capability = { supported: true };

export function capabilitiesOf({ host }: LibpodInfo): EngineCapabilities {
  const { rootless } = host.security;
  return {
    checkpoint: canCheckpoint(rootless, host.ociRuntime?.name ?? '', host.ociRuntime?.version ?? ''),
    ...onOldCgroups(rootless, host.cgroupVersion),
    pull: supported,
    ports: supported,
    anonymousVolumes: supported,
  };
}

/** Whether CRIU itself is there and works, the API doesn't tell: a checkpoint that fails says so. */
function canCheckpoint(rootless: boolean, runtime: string, version: string): Capability {
  if (rootless) {
    const reason = "This engine runs without root, and CRIU needs root. Use root's Podman for what you want to freeze.";
    return { supported: false, reason };
  }
  // crun names what it was built with: +SYSTEMD +SELINUX …
  if (runtime === 'crun' && / \+[A-Z]/.test(version) && !version.includes('+CRIU')) {
    return { supported: false, reason: 'Its OCI runtime, crun, was built without CRIU. runc can freeze.' };
  }
  if (runtime === 'runc' || runtime === 'crun') return supported;
  return { supported: false, reason: `Its OCI runtime, ${runtime}, can't freeze. runc and crun can.` };
}

function onOldCgroups(rootless: boolean, version: string): Pick<EngineCapabilities, 'pause' | 'stats'> {
  if (!rootless || version !== 'v1') return { pause: supported, stats: supported };
  const refused: Capability = {
    supported: false,
    reason: 'Without root this needs cgroups version 2, and this machine has version 1.',
  };
  return { pause: refused, stats: refused };
}

/** The version alone, out of what a program says of itself: `conmon version 2.1.6, commit: …`; else its first line. */
function versionIn(text: string): string {
  const [line = ''] = text.split('\n');
  return /(?:\bversion|:)\s+v?(\d[^\s,]*)/.exec(line)?.[1] ?? line;
}
