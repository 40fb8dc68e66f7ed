/**
 * Which OCI runtimes and which conmon Podman would take on this machine: the `[engine]` table of containers.conf(5), over
 * the defaults that are built into Podman (`common/pkg/config/default.go`).
 */
import { access, constants } from 'node:fs/promises';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { type Environment, textsInForce } from '../../host/containers-conf.ts';

export interface RuntimeSettings {
  /** The name, or the path, of the one that containers get where none is named; null: the first that is there. */
  readonly runtime: string | null;
  /** Where each may be, by name; the first that is there is taken. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
  /** Names of those that tell their errors as JSON, run without cgroups, separate by a virtual machine. */
  readonly json: readonly string[];
  readonly noCgroups: readonly string[];
  readonly kvm: readonly string[];
  readonly conmonPaths: readonly string[];
}

/** An OCI runtime, as it was found. */
export interface FoundRuntime {
  readonly name: string;
  /** Null: it is not there. */
  readonly path: string | null;
  readonly tried: readonly string[];
  readonly supports: { readonly json: boolean; readonly noCgroups: boolean; readonly kvm: boolean };
}

const folders = ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin', '/sbin', '/bin'];
const inFolders = (name: string, more: readonly string[] = []): readonly string[] =>
  [...folders, ...more].map((folder) => `${folder}/${name}`);

const builtIn: RuntimeSettings = {
  runtime: null,
  paths: new Map([
    ['crun', inFolders('crun', ['/run/current-system/sw/bin'])],
    ['runc', inFolders('runc', ['/usr/lib/cri-o-runc/sbin', '/run/current-system/sw/bin'])],
    ['kata', [...inFolders('kata-runtime', ['/opt/kata/bin']), '/usr/bin/kata-qemu', '/usr/bin/kata-fc']],
    ['krun', ['/usr/bin/krun', '/usr/local/bin/krun']],
    ['runsc', inFolders('runsc', ['/run/current-system/sw/bin'])],
    ['youki', ['/usr/local/bin/youki', '/usr/bin/youki', '/bin/youki']],
  ]),
  json: ['crun', 'runc', 'kata', 'runsc', 'youki', 'krun'],
  noCgroups: ['crun', 'krun'],
  kvm: ['kata', 'kata-runtime', 'kata-qemu', 'kata-fc', 'krun'],
  conmonPaths: [
    '/usr/libexec/podman/conmon',
    '/usr/local/libexec/podman/conmon',
    '/usr/local/lib/podman/conmon',
    ...inFolders('conmon', ['/run/current-system/sw/bin']),
  ],
};

/** What can't be read counts as not said: Podman itself will tell. */
const texts = z.array(z.string()).nullish().catch(null);
const conf = z.object({
  engine: z
    .object({
      runtime: z.string().min(1).nullish().catch(null),
      runtimes: z.record(z.string(), z.array(z.string())).nullish().catch(null),
      runtime_supports_json: texts,
      runtime_supports_nocgroups: texts,
      runtime_supports_kvm: texts,
      conmon_path: texts,
    })
    .nullish(),
});

export async function runtimeSettings(environment: Environment, isRoot: boolean): Promise<RuntimeSettings> {
  return settingsOf(await textsInForce(environment, isRoot));
}

/** @param files what is written in them; a later one's setting takes the place of an earlier one's, a runtime's paths by its name */
export function settingsOf(files: readonly string[]): RuntimeSettings {
  return files.map(engineOf).reduce<RuntimeSettings>(
    (earlier, said) => ({
      runtime: said?.runtime ?? earlier.runtime,
      paths: new Map([...earlier.paths, ...Object.entries(said?.runtimes ?? {})]),
      json: said?.runtime_supports_json ?? earlier.json,
      noCgroups: said?.runtime_supports_nocgroups ?? earlier.noCgroups,
      kvm: said?.runtime_supports_kvm ?? earlier.kvm,
      conmonPaths: said?.conmon_path ?? earlier.conmonPaths,
    }),
    builtIn,
  );
}

function engineOf(file: string) {
  try {
    return conf.parse(parse(file)).engine ?? null;
  } catch {
    return null;
  }
}

/** @param asked a name of the table, or a path, whose runtime is named after its file then, as Podman does */
export async function findRuntime(settings: RuntimeSettings, asked: string): Promise<FoundRuntime> {
  const isPath = asked.includes('/');
  const name = isPath ? (asked.split('/').at(-1) ?? asked) : asked;
  const tried = isPath ? [asked] : (settings.paths.get(name) ?? []);
  const has = (names: readonly string[]): boolean => names.includes(name);
  const supports = { json: has(settings.json), noCgroups: has(settings.noCgroups), kvm: has(settings.kvm) };
  return { name, path: await firstExecutable(tried), tried, supports };
}

/** The runtime that containers get where none is named; null: there is none at all. */
export async function defaultRuntime(settings: RuntimeSettings): Promise<FoundRuntime | null> {
  const names = settings.runtime === null ? [...settings.paths.keys()] : [settings.runtime];
  for (const name of names) {
    const found = await findRuntime(settings, name);
    // One that was asked for by name is told of, also where it isn't there.
    if (found.path !== null || settings.runtime !== null) return found;
  }
  return null;
}

/** @returns null where there is none */
export async function findConmon({ conmonPaths }: RuntimeSettings): Promise<string | null> {
  return firstExecutable(conmonPaths);
}

async function firstExecutable(files: readonly string[]): Promise<string | null> {
  for (const file of files) {
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return null;
}
