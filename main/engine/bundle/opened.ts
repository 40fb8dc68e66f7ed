/** The bundle engine once its folders are read and its programs found: all that it does its work with. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { GantryError } from '../../../shared/errors.ts';
import type { Environment } from '../../host/containers-conf.ts';
import { thisMachine } from '../../host/doctor/machine.mjs';
import { sweepPartials } from '../../host/partial-file.ts';
import { findConmon, type RuntimeSettings, runtimeSettings } from '../../runtime/conmon/runtime-settings.ts';
import type { OCIRuntime } from '../../runtime/oci-runtime.ts';
import { selinuxStatus } from '../../selinux/kernel.ts';
import type { EngineChange } from '../engine.ts';
import { Archives } from './archive/archives.ts';
import { BundleContainers } from './bundle-containers.ts';
import { BundleRuntime } from './bundle-runtime.ts';
import type { MachineTraits } from './creation.ts';
import { Drivers } from './drivers.ts';
import type { LifecycleWatcher } from './endings.ts';
import { ImageStore } from './images/image-store.ts';
import { Lifecycle } from './lifecycle.ts';
import { findNetavark, machineTraits } from './machine.ts';
import { Maker } from './maker.ts';
import { Networks } from './network/networks.ts';
import { Records } from './records.ts';
import { surroundingsBy } from './surroundings.ts';

export interface Place {
  readonly environment: Environment;
  /** For what outlives a reboot. */
  readonly folder: string;
  /** For what doesn't: a reboot should empty it. */
  readonly runFolder: string;
  /** Which OCI runtimes there are; as containers.conf says where left out. */
  readonly settings?: RuntimeSettings;
  /** Null: no bridge; looked for where Podman looks where left out. */
  readonly netavark?: string | null;
}

type Parts = Pick<Opened, 'conmon' | 'selinuxEnabled' | 'images' | 'records' | 'drivers' | 'networks' | 'machine'> & {
  readonly folder: string;
};

export class Opened {
  /** Null: it is not there. */
  readonly conmon: string | null;
  readonly selinuxEnabled: boolean;
  readonly images: ImageStore;
  readonly records: Records;
  readonly drivers: Drivers;
  readonly containers: BundleContainers;
  readonly lifecycle: Lifecycle;
  readonly networks: Networks;
  readonly machine: MachineTraits;
  readonly maker: Maker;
  readonly archives: Archives;
  readonly #runtimes = new Map<string, OCIRuntime>();

  private constructor(
    { folder, conmon, selinuxEnabled, images, records, drivers, networks, machine }: Parts,
    told: Told,
  ) {
    this.conmon = conmon;
    this.selinuxEnabled = selinuxEnabled;
    this.images = images;
    this.records = records;
    this.drivers = drivers;
    this.networks = networks;
    this.machine = machine;
    this.containers = new BundleContainers({ records, drivers, selinuxEnabled, tell: told.tell });
    this.lifecycle = new Lifecycle(this.containers, surroundingsBy(networks, this.containers), told.watcher);
    this.maker = new Maker({ containers: this.containers, images, records, networks, machine });
    const { containers, maker } = this;
    const archivesFolder = path.join(folder, 'archives');
    this.archives = new Archives({ folder: archivesFolder, containers, images, records, networks, maker });
  }

  /** Also where conmon or an OCI runtime is missing: then its containers can be looked at and removed. */
  static async open(place: Place, told: Told): Promise<Opened> {
    const { environment, folder, runFolder } = place;
    const settings = place.settings ?? (await runtimeSettings(environment, true));
    const conmon = await findConmon(settings);
    const volumesFolder = path.join(folder, 'volumes');
    for (const each of [folder, runFolder, volumesFolder]) await mkdir(each, { recursive: true, mode: 0o700 });
    await sweepPartials(path.join(folder, 'archives'));
    const records = await Records.open(path.join(folder, 'containers'));
    const umoci = await thisMachine(environment).which('umoci');
    const images = await ImageStore.open({ folder: path.join(folder, 'images'), umoci });
    // Each needs the other, and is asked for nothing before all are there.
    let opened: Opened | null = null;
    const bundleOf = async (ctr: { readonly id: string; readonly name: string }) => {
      if (opened !== null) return opened.containers.bundleOf(ctr);
      throw new GantryError({ code: 'internal', message: 'The bundle engine is not open yet.' });
    };
    const drivers = await Drivers.find({ settings, conmon, runFolder, bundleOf });
    const networks = new Networks({
      folder: path.join(folder, 'networks'),
      runFolder: path.join(runFolder, 'networks'),
      netavark: place.netavark === undefined ? await findNetavark(environment) : place.netavark,
    });
    const { enabled: selinuxEnabled } = await selinuxStatus();
    const machine = { ...(await machineTraits(environment)), volumesFolder };
    opened = new Opened({ folder, conmon, selinuxEnabled, images, records, drivers, networks, machine }, told);
    await opened.#load();
    return opened;
  }

  runtimeOf(id: string): OCIRuntime {
    return this.#runtimeNamed(this.containers.recordOf(id)?.ociRuntime ?? this.drivers.usual.name);
  }

  usualRuntime(): OCIRuntime {
    return this.#runtimeNamed(this.drivers.usual.name);
  }

  async #load(): Promise<void> {
    const kept = await this.records.all();
    for (const { record } of kept) if (record !== null) await this.drivers.meet(record.ociRuntime);
    await this.containers.load(kept);
  }

  #runtimeNamed(name: string): OCIRuntime {
    const known = this.#runtimes.get(name);
    if (known !== undefined) return known;
    const driver = this.drivers.named(name);
    const { containers, lifecycle, archives } = this;
    const runtime = new BundleRuntime({
      driver,
      containers,
      lifecycle,
      archives,
      create: (spec) => (driver.isMissing ? driver.runtime.createContainer({ spec }) : this.maker.make(spec, driver)),
    });
    this.#runtimes.set(name, runtime);
    return runtime;
  }
}

export interface Told {
  readonly tell: (change: EngineChange) => void;
  readonly watcher: LifecycleWatcher;
}
