/** What drives the bundle engine's containers: conmon with one OCI runtime each, found as Podman would find them. */
import path from 'node:path';
import type { BundleOf } from '../../runtime/conmon/bundle.ts';
import { canCheckpoint } from '../../runtime/conmon/checkpoint.ts';
import { ConmonRuntime } from '../../runtime/conmon/conmon-runtime.ts';
import { Folders } from '../../runtime/conmon/folders.ts';
import { defaultRuntime, findRuntime, type RuntimeSettings } from '../../runtime/conmon/runtime-settings.ts';
import { missingRuntime } from '../../runtime/missing.ts';
import type { OCIRuntime } from '../../runtime/oci-runtime.ts';
import { removeWithout } from './without-runtime.ts';

export interface Driver {
  /** Of its OCI runtime. */
  readonly name: string;
  /** Knows nothing of what the engine keeps; where its program or conmon is gone it refuses all but the removal. */
  readonly runtime: OCIRuntime;
  readonly folders: Folders;
  readonly isMissing: boolean;
}

export interface DriversOptions {
  readonly settings: RuntimeSettings;
  /** Null: it is not there. */
  readonly conmon: string | null;
  /** A reboot should empty it. */
  readonly runFolder: string;
  readonly bundleOf: BundleOf;
}

export class Drivers {
  readonly #options: DriversOptions;
  readonly #byName = new Map<string, Driver>();
  /** What new containers get. */
  readonly usual: Driver;

  private constructor(options: DriversOptions, usual: Driver) {
    this.#options = options;
    this.usual = usual;
    this.#byName.set(usual.name, usual);
  }

  static async find(options: DriversOptions): Promise<Drivers> {
    // Where there is none at all, what new containers would get is told as missing.
    const found = (await defaultRuntime(options.settings)) ?? (await findRuntime(options.settings, 'runc'));
    return new Drivers(options, await driverOf(options, found));
  }

  /** Looks for one that containers were made with. */
  async meet(name: string): Promise<void> {
    if (this.#byName.has(name)) return;
    this.#byName.set(name, await driverOf(this.#options, await findRuntime(this.#options.settings, name)));
  }

  /** Of these containers; the usual one for those of which it isn't known. */
  named(name: string): Driver {
    return this.#byName.get(name) ?? this.usual;
  }

  all(): readonly Driver[] {
    return [...this.#byName.values()];
  }
}

async function driverOf(
  { settings, conmon, runFolder, bundleOf }: DriversOptions,
  { name, path: program, tried, supports }: Awaited<ReturnType<typeof findRuntime>>,
): Promise<Driver> {
  const folder = path.join(runFolder, encodeURIComponent(name));
  const folders = new Folders(folder);
  if (program === null || conmon === null) {
    const missing = program === null ? { tried } : { tried: settings.conmonPaths, program: 'conmon' };
    const runtime = missingRuntime(name, (ctr, asked) => removeWithout(ctr, folders, bundleOf, asked), missing);
    return { name, runtime, folders, isMissing: true };
  }
  const checkpoint = await canCheckpoint(program);
  const runtime = new ConmonRuntime({
    ...{ name, path: program, conmon, folder, bundleOf },
    supports: { ...supports, checkpoint },
  });
  return { name, runtime, folders, isMissing: false };
}
