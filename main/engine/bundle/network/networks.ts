/**
 * Networks for the bundle engine's containers: one of their own with nothing in it, or a place on the engine's bridge. The
 * machine's own needs nothing from here.
 */
import { mkdir } from 'node:fs/promises';
import type { ContainerSpec } from '../../../../shared/container.ts';
import { GantryError } from '../../../../shared/errors.ts';
import { sweepPartials } from '../../../host/partial-file.ts';
import { allocate } from './allocation.ts';
import { Namespaces } from './namespaces.ts';
import { type Connection, setUp, tearDown } from './netavark.ts';
import { isWhole, type NetworkRecord, NetworkRecords } from './network-record.ts';
import type { PublishedPort } from './ports.ts';
import { chooseSubnet, gatewayOf } from './subnet.ts';

export interface NetworksOptions {
  /** For network namespaces; a reboot should empty it, as `/run` is. */
  readonly runFolder: string;
  /** For what outlives a reboot: which container has which address. */
  readonly folder: string;
  /** netavark's program (`findHelper` of main/host); null: there is none, so no bridge. */
  readonly netavark: string | null;
}

/** What a container has got. */
export interface ContainerNetwork {
  /** The file that holds its network namespace. */
  readonly path: string;
  /** On the bridge, such as `10.177.0.2`; null without. */
  readonly address: string | null;
  /** The bridge's own address, by which the machine is reached; null without. */
  readonly gateway: string | null;
  /** Null without a bridge. */
  readonly macAddress: string | null;
  /** What was asked for, with the host's ports that were picked. */
  readonly ports: readonly PublishedPort[];
}

interface Named {
  readonly id: string;
  /** For messages. */
  readonly name: string;
}

/**
 * Namespaces outlive the app: they are held by a mount over their file. All methods can be called again after the app was
 * killed halfway, and a container keeps its address and ports until it is disconnected, also over a reboot.
 */
export class Networks {
  readonly #folder: string;
  readonly #netavark: string | null;
  readonly #namespaces: Namespaces;
  readonly #records: NetworkRecords;
  /** One after the other: no two get the same address or port. */
  #turn: Promise<unknown> | null = null;

  constructor({ runFolder, folder, netavark }: NetworksOptions) {
    this.#folder = folder;
    this.#netavark = netavark;
    this.#namespaces = new Namespaces(runFolder);
    this.#records = new NetworkRecords(folder);
  }

  /** Where a container's namespace is once it is connected: known before, for its configuration. */
  pathOf(id: string): string {
    return this.#namespaces.pathOf(id);
  }

  /** Why there can be no bridge here, for a button that is disabled; null: there can. */
  noBridgeBecause(): string | null {
    if (process.getuid?.() !== 0) return 'Only root may connect containers to a bridge.';
    return this.#netavark === null ? 'netavark is not installed.' : null;
  }

  /**
   * A namespace for one container, with its loopback device up and, with `bridge`, an address on the engine's own bridge
   * and its ports published. Answers what is there already where the container has one.
   * @throws GantryError `conflict` for a port that is taken, `unsupported` where there is no netavark
   */
  connect(ctr: Named, mode: 'none' | 'bridge', ports: ContainerSpec['ports']): Promise<ContainerNetwork> {
    return this.#inTurn(async () => {
      const known = await this.#records.read(ctr.id);
      if (known !== null && isWhole(known) && (await this.#namespaces.isThere(ctr.id)))
        return this.#told(ctr.id, known);
      if (mode === 'none') return this.#connectToNothing(ctr);
      const netavark = this.#mustHaveNetavark();
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      const record = await allocate(this.#folder, await this.#records.others(ctr.id), { ...ctr, known, ports });
      // Written first: whatever happens now, it is known what to take away.
      await this.#records.write(ctr.id, record);
      const namespace = await this.#namespaces.make(ctr.id);
      const connection = await this.#connectionOf(ctr.id, record);
      try {
        // A killed app, or a namespace that somebody took away, has left its rules.
        if (known !== null) await tearDown(netavark, namespace, connection).catch(ignored);
        const whole = { ...record, macAddress: await setUp(netavark, namespace, connection) };
        await this.#records.write(ctr.id, whole);
        return await this.#told(ctr.id, whole);
      } catch (thrown) {
        await tearDown(netavark, namespace, connection).catch(ignored);
        await this.#namespaces.remove(ctr.id);
        if (known === null) await this.#records.remove(ctr.id);
        throw couldNot(`Connect ${ctr.name} to the bridge`, thrown);
      }
    });
  }

  /** What a container has; null: it is not connected. */
  async of(id: string): Promise<ContainerNetwork | null> {
    const record = await this.#records.read(id);
    return record !== null && isWhole(record) && (await this.#namespaces.isThere(id)) ? this.#told(id, record) : null;
  }

  /**
   * Takes ports, address and namespace away; nothing where there is none. Where netavark fails at it, the next call takes
   * away what can be, whatever it says; where it is gone, this one does.
   * @returns what is left, for whoever reads what the app says; null: nothing
   */
  disconnect({ id, name }: Named): Promise<string | null> {
    return this.#inTurn(async () => {
      const record = await this.#records.read(id);
      const isOnBridge = record !== null && record.address !== null;
      const isLeft = isOnBridge && this.#netavark === null;
      if (isOnBridge && this.#netavark !== null) await this.#takeOff(this.#netavark, id, record, `Disconnect ${name}`);
      // What it had on the bridge goes with it.
      await this.#namespaces.remove(id);
      await this.#records.remove(id);
      return isLeft
        ? `netavark is gone: the firewall rules of ${name} (${record.address}) are left until a reboot.`
        : null;
    });
  }

  async #takeOff(netavark: string, id: string, record: NetworkRecord, doing: string): Promise<void> {
    const connection = await this.#connectionOf(id, record);
    if (isWhole(record) && (await this.#namespaces.isThere(id))) {
      // From here on it is no longer whole, whether we are killed or netavark fails.
      await this.#records.write(id, { ...record, macAddress: null });
      try {
        await tearDown(netavark, this.pathOf(id), connection);
      } catch (thrown) {
        throw couldNot(doing, thrown);
      }
      return;
    }
    // Only its rules may be left, and netavark takes them away before it misses the rest.
    await tearDown(netavark, await this.#namespaces.make(id), connection).catch(ignored);
  }

  async #connectToNothing({ id, name }: Named): Promise<ContainerNetwork> {
    await this.#namespaces.make(id);
    const record: NetworkRecord = { name, address: null, macAddress: null, ports: [] };
    await this.#records.write(id, record);
    return this.#told(id, record);
  }

  async #connectionOf(id: string, { name, address, ports }: NetworkRecord): Promise<Connection> {
    const subnet = await chooseSubnet(this.#folder);
    return { id, name, address: address ?? '', subnet, ports: ports.filter(isPublished) };
  }

  async #told(id: string, { address, macAddress, ports }: NetworkRecord): Promise<ContainerNetwork> {
    const gateway = address === null ? null : gatewayOf(await chooseSubnet(this.#folder));
    return { path: this.pathOf(id), address, gateway, macAddress, ports: ports.filter(isPublished) };
  }

  #mustHaveNetavark(): string {
    if (this.#netavark !== null) return this.#netavark;
    throw new GantryError({
      code: 'unsupported',
      message: 'Without netavark there is no bridge for containers.',
      hint: 'Install netavark, or choose another network for the container.',
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    // What keeps half-written files from being removed keeps the work from being done, and is told then.
    this.#turn ??= this.#sweep();
    const done = this.#turn.then(work, work);
    this.#turn = done;
    return done;
  }

  /** Removes what a killed app has left half-written; what it had connected stays. */
  async #sweep(): Promise<void> {
    await sweepPartials(this.#folder);
    await this.#records.sweep();
  }
}

function isPublished(port: ContainerSpec['ports'][number]): port is PublishedPort {
  return port.hostPort !== null;
}

/** What it was to take away may not have been there. */
function ignored(): void {}

function couldNot(doing: string, thrown: unknown): GantryError {
  if (!(thrown instanceof GantryError)) throw thrown;
  const { code, engineMessage, hint } = thrown;
  return new GantryError({ code, message: `${doing}: ${thrown.message}`, engineMessage, hint, cause: thrown });
}
