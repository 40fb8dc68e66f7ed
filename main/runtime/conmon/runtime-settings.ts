/**
 * Which OCI runtimes and which conmon Podman would take on this machine: the `[engine]` table of containers.conf(5), over
 * the defaults that are built into Podman (`common/pkg/config/default.go`).
 */
import { access, constants, stat } from 'node:fs/promises';
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
  /** Of `PATH`: looked in where it is nowhere else. */
  readonly searchFolders: readonly string[];
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

const builtIn: Omit<RuntimeSettings, 'runtime' | 'searchFolders'> = {
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
const paths = z.array(z.string()).nullish().catch(null);
/** An array that says in itself whether it is added to what is there, from that file on (Podman 4.8 and later). */
const texts = z
  .array(z.union([z.string(), z.strictObject({ append: z.boolean() })]))
  .nullish()
  .catch(null);
const arrays = {
  runtime_supports_json: texts,
  runtime_supports_nocgroups: texts,
  runtime_supports_kvm: texts,
  conmon_path: texts,
};
const conf = z.object({
  engine: z
    .object({
      runtime: z.string().min(1).nullish().catch(null),
      runtimes: z.record(z.string(), paths).nullish().catch(null),
      ...arrays,
    })
    .nullish(),
});
type Engine = z.infer<typeof conf>['engine'];

export async function runtimeSettings(environment: Environment, isRoot: boolean): Promise<RuntimeSettings> {
  return settingsOf(await textsInForce(environment, isRoot), environment);
}

/**
 * @param files what is written in them; a later one's setting takes the place of an earlier one's, a runtime's paths by its
 *   name, or is added to it where it says so
 */
export function settingsOf(files: readonly string[], { PATH = '' }: Environment = {}): RuntimeSettings {
  const said = files.map(engineOf);
  const array = (name: keyof typeof arrays, builtInOne: readonly string[]) =>
    joined(
      said.map((each) => each?.[name]),
      builtInOne,
    );
  return {
    runtime: said.reduce<string | null>((earlier, each) => each?.runtime ?? earlier, null),
    paths: new Map([
      ...builtIn.paths,
      ...said.flatMap((each) =>
        Object.entries(each?.runtimes ?? {}).map(([name, files]) => [name, files ?? []] as const),
      ),
    ]),
    json: array('runtime_supports_json', builtIn.json),
    noCgroups: array('runtime_supports_nocgroups', builtIn.noCgroups),
    kvm: array('runtime_supports_kvm', builtIn.kvm),
    conmonPaths: array('conmon_path', builtIn.conmonPaths),
    searchFolders: PATH.split(':').filter((folder) => folder.startsWith('/')),
  };
}

/** One array of all files, over what is built in. That it is added to holds until a file says otherwise. */
function joined(said: readonly z.infer<typeof texts>[], builtInOne: readonly string[]): readonly string[] {
  let [values, isAdded] = [builtInOne, false];
  for (const array of said) {
    if (array === null || array === undefined) continue;
    for (const word of array) if (typeof word !== 'string') isAdded = word.append;
    const words = array.filter((word) => typeof word === 'string');
    values = isAdded ? [...values, ...words] : words;
  }
  return values;
}

function engineOf(file: string): Engine {
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
  const tried = isPath ? [asked] : triedFor(name, settings);
  const has = (names: readonly string[]): boolean => names.includes(name);
  const supports = { json: has(settings.json), noCgroups: has(settings.noCgroups), kvm: has(settings.kvm) };
  return { name, path: await firstExecutable(tried), tried, supports };
}

/** The last resort of a name that is in the table is `PATH`, as with Podman. */
function triedFor(name: string, { paths, searchFolders }: RuntimeSettings): readonly string[] {
  const known = paths.get(name);
  return known === undefined ? [] : [...new Set([...known, ...searchFolders.map((folder) => `${folder}/${name}`)])];
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

/** By `PATH` last. @returns null where there is none */
export async function findConmon({ conmonPaths, searchFolders }: RuntimeSettings): Promise<string | null> {
  return firstExecutable([...conmonPaths, ...searchFolders.map((folder) => `${folder}/conmon`)]);
}

async function firstExecutable(files: readonly string[]): Promise<string | null> {
  for (const file of files) {
    const found = await stat(file).catch(() => null);
    if (!found?.isFile()) continue;
    const isOurs = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isOurs) return file;
  }
  return null;
}
