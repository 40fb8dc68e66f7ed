/** What the bundle engine is made of, and what it can do. */
import { readFile, statfs } from 'node:fs/promises';
import os from 'node:os';
import type { Capability, EngineCapabilities, EngineInfo } from '../../../shared/engine.ts';
import { programVersion } from '../../runtime/conmon/program-version.ts';
import type { OCIRuntime } from '../../runtime/oci-runtime.ts';
import type { Driver } from './drivers.ts';
import type { Opened } from './opened.ts';

/** Magic numbers of statfs(2). */
const fileSystems: ReadonlyMap<number, string> = new Map([
  [0xef53, 'extfs'],
  [0x58465342, 'xfs'],
  [0x9123683e, 'btrfs'],
  [0x01021994, 'tmpfs'],
  [0x794c7630, 'overlayfs'],
  [0x2fc12fc1, 'zfs'],
  [0x6969, 'nfs'],
]);

export const noPull =
  'This engine asks no registry: save the image elsewhere, by skopeo copy or podman save, and import the file.';

export async function infoOf(opened: Opened, folder: string): Promise<EngineInfo> {
  const { drivers, machine, networks, selinuxEnabled } = opened;
  const { conmonVersion, ociRuntime } = await programsOf(drivers.usual, opened.conmon);
  const { type } = await statfs(folder);
  return {
    version: `conmon ${conmonVersion}`.trim(),
    apiVersion: 'none: no service runs',
    hostname: os.hostname(),
    operatingSystem: await distribution(),
    kernel: os.release(),
    architecture: os.machine(),
    cpus: os.cpus().length,
    memoryBytes: os.totalmem(),
    rootless: false,
    runtime: ociRuntime,
    conmon: conmonVersion,
    storage: { driver: 'copies', root: folder, filesystem: fileSystems.get(type) ?? `type ${type.toString(16)}` },
    cgroups: { version: machine.unifiedCgroups ? 'v2' : 'v1', manager: 'cgroupfs' },
    selinuxEnabled,
    criu: null,
    network: networks.noBridgeBecause() === null ? 'netavark' : 'none',
  };
}

/** @param noBridge why there is none; null: there is one */
export function capabilitiesOf(runtime: OCIRuntime, noBridge: string | null): EngineCapabilities {
  const supported: Capability = { supported: true };
  const checkpoint: Capability = runtime.supportsCheckpoint()
    ? supported
    : { supported: false, reason: `Its OCI runtime, ${runtime.name}, can't freeze. runc and crun can.` };
  const ports: Capability =
    noBridge === null ? supported : { supported: false, reason: `There is no bridge: ${noBridge}` };
  const anonymousVolumes: Capability = {
    supported: false,
    reason: 'What an image wants in volumes is among the container’s own files here, and goes with them.',
  };
  const pull: Capability = { supported: false, reason: noPull };
  return { checkpoint, pause: supported, stats: supported, pull, ports, anonymousVolumes };
}

/** Not `runtimeInfo`, which asks the packager too: nobody waits for that. A runtime that is gone tells nothing. */
async function programsOf({ name, runtime, isMissing }: Driver, conmon: string | null) {
  if (isMissing || conmon === null) return { conmonVersion: '', ociRuntime: { name, path: 'not there', version: '' } };
  const [conmonVersion, version] = await Promise.all([programVersion(conmon), programVersion(runtime.path)]);
  return { conmonVersion, ociRuntime: { name: runtime.name, path: runtime.path, version } };
}

async function distribution(): Promise<string> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const field = (name: string): string => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
  return `${field('ID')} ${field('VERSION_ID')}`.trim() || os.type();
}
