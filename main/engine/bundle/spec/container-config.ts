/** Makes a container's `config.json` (runtime-spec, `config.md`): what Podman would make, without Podman. */

import type { RuntimeConfig } from './runtime-spec.ts';
import type { ContainerWish } from './wish.ts';

/** A folder or file whose label has to be changed before the container may use it. */
export interface ToRelabel {
  readonly path: string;
  /** `z`: by many containers, so without categories. Else `Z`: with this container's own. */
  readonly shared: boolean;
}

export interface ContainerConfig {
  /** For the bundle's `config.json`, checked against the schema. */
  readonly config: RuntimeConfig;
  /** As the image says; SIGTERM where it doesn't. */
  readonly stopSignal: string;
  /** What the caller has to relabel where SELinux is on. */
  readonly relabel: readonly ToRelabel[];
}

/**
 * @throws GantryError `invalid` for a user or volume that isn't there, no command at all, or an init that is missing
 */
export async function containerConfig(_wish: ContainerWish): Promise<ContainerConfig> {
  throw new Error('not yet');
}
