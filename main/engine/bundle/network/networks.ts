/** Networks for the bundle engine's containers. */
import type { ContainerSpec } from '../../../../shared/container.ts';

export interface NetworksOptions {
  /** For network namespaces; a reboot should empty it, as `/run` is. */
  readonly runFolder: string;
  /** For what outlives a reboot: which container has which address. */
  readonly folder: string;
  /** netavark's program; null: there is none, so no bridge. */
  readonly netavark: string | null;
}

/** What a container has got. */
export interface ContainerNetwork {
  /** The file that holds its network namespace. */
  readonly path: string;
  /** On a bridge; empty without. Such as `10.89.0.2`. */
  readonly addresses: readonly string[];
  /** The bridge's own address, by which the machine is reached; null without. */
  readonly gateway: string | null;
  /** Hardware address; empty without a bridge. */
  readonly macAddress: string;
  /** What was asked for, with the host's ports that were picked. */
  readonly ports: ContainerSpec['ports'];
}

/**
 * Network namespaces outlive the app: they are held by a mount of their file. All methods can be called again after the
 * app was killed halfway.
 */
export class Networks {
  readonly options: NetworksOptions;

  constructor(options: NetworksOptions) {
    this.options = options;
  }

  /** Why there can be no bridge here, for a button that is disabled; null: there can. */
  async noBridgeBecause(): Promise<string | null> {
    return 'not yet';
  }

  /**
   * A namespace for one container, with its loopback device up and, with `bridge`, an address on the engine's own bridge
   * and its ports published. Answers what is there already where the container has one.
   * @throws GantryError `conflict` for a port that is taken, `unsupported` where there is no netavark
   */
  async connect(
    _ctr: { readonly id: string; readonly name: string },
    _mode: 'none' | 'bridge',
    _ports: ContainerSpec['ports'],
  ): Promise<ContainerNetwork> {
    throw new Error('not yet');
  }

  /** Takes ports, address and namespace away; nothing where there is none. */
  async disconnect(_ctr: { readonly id: string; readonly name: string }): Promise<void> {}
}
