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
  const images = valueAt(info, 'store', 'imageStore', 'number');
  return {
    version,
    tooOld: /^\d/.test(version) && isOlder(version, oldestPodman),
    runtime: textAt(info, 'host', 'ociRuntime', 'name'),
    runtimePath: textAt(info, 'host', 'ociRuntime', 'path'),
    runtimeVersion: textAt(info, 'host', 'ociRuntime', 'version')?.split('\n')[0] ?? null,
    conmon:
      textAt(info, 'host', 'conmon', 'version')
        ?.replace(/,.*/s, '')
        .replace(/^conmon version /, '') ?? null,
    selinux: valueAt(info, 'host', 'security', 'selinuxEnabled') === true,
    rootless: valueAt(info, 'host', 'security', 'rootless') === true,
    images: typeof images === 'number' ? images : 0,
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** By hand: the set-up reads this before any dependency is there. @returns undefined where the value has no such place */
function valueAt(value: unknown, ...keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}

function textAt(value: unknown, ...keys: readonly string[]): string | null {
  const found = valueAt(value, ...keys);
  return typeof found === 'string' ? found : null;
}

function complaintOf({ code, stderr }: Ran): string | null {
  if (code === 0) return null;
  if (code === 124) return "it doesn't answer";
  return stderr.trim().split('\n').at(-1) || `exit code ${code}`;
}
