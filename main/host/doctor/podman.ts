/** What Podman says about itself. */
import type { Machine, Ran } from './machine.ts';

/** Older ones lack API that the app needs. */
export const oldestPodman = '4.3.0';

export interface PodmanFacts {
  readonly version: string;
  readonly tooOld: boolean;
  readonly runtime: string | null;
  readonly runtimePath: string | null;
  readonly runtimeVersion: string | null;
  readonly conmon: string | null;
  readonly selinux: boolean;
  readonly rootless: boolean;
  readonly images: number;
  /** Why `podman info` failed, in Podman's words. */
  readonly complaint: string | null;
}

interface Info {
  host?: {
    conmon?: { version?: string };
    ociRuntime?: { name?: string; path?: string; version?: string };
    security?: { selinuxEnabled?: boolean; rootless?: boolean };
  };
  store?: { imageStore?: { number?: number } };
}

/** Null where Podman isn't installed. */
export async function podmanFacts(machine: Machine): Promise<PodmanFacts | null> {
  // Not `podman version`, which wants a sound storage: the version is to be known of a Podman that doesn't work, too.
  const [asked, told] = await Promise.all([
    machine.run('podman', ['--version']),
    machine.run('podman', ['info', '--format', 'json']),
  ]);
  if (asked.code === 127) return null;
  const version = /\bversion (\d\S*)/.exec(asked.stdout)?.[1] ?? 'of unknown version';
  const info = parse(told.stdout);
  return {
    version,
    tooOld: /^\d/.test(version) && isOlder(version, oldestPodman),
    runtime: info.host?.ociRuntime?.name ?? null,
    runtimePath: info.host?.ociRuntime?.path ?? null,
    runtimeVersion: info.host?.ociRuntime?.version?.split('\n')[0] ?? null,
    conmon: info.host?.conmon?.version?.replace(/,.*/s, '').replace(/^conmon version /, '') ?? null,
    selinux: info.host?.security?.selinuxEnabled ?? false,
    rootless: info.host?.security?.rootless ?? false,
    images: info.store?.imageStore?.number ?? 0,
    complaint: complaintOf(told),
  };
}

export function isOlder(version: string, than: string): boolean {
  const a = numbers(version);
  const b = numbers(than);
  for (let i = 0; i < b.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function numbers(version: string): number[] {
  return (version.match(/\d+/g) ?? []).slice(0, 3).map(Number);
}

function parse(text: string): Info {
  try {
    return JSON.parse(text) as Info;
  } catch {
    return {};
  }
}

function complaintOf({ code, stderr }: Ran): string | null {
  if (code === 0) return null;
  if (code === 124) return "it doesn't answer";
  return stderr.trim().split('\n').at(-1) || `exit code ${code}`;
}
