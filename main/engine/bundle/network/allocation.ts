/** Which address and ports a container gets on the bridge. */
import type { ContainerSpec } from '../../../../shared/container.ts';
import { GantryError } from '../../../../shared/errors.ts';
import type { NetworkRecord } from './network-record.ts';
import { settlePorts } from './ports.ts';
import { chooseSubnet, freeAddress } from './subnet.ts';

export interface AllocationWish {
  /** For messages. */
  readonly name: string;
  /** What it had before; null: nothing. */
  readonly known: NetworkRecord | null;
  readonly ports: ContainerSpec['ports'];
}

/**
 * With the address and ports that it had before, where it had some.
 * @param folder where the bridge's own addresses are kept
 * @param others what all other containers have
 * @throws GantryError `conflict` for a port that is taken, or where no address is left
 */
export async function allocate(
  folder: string,
  others: readonly NetworkRecord[],
  { name, known, ports: asked }: AllocationWish,
): Promise<NetworkRecord> {
  const wished = known === null || known.ports.length !== asked.length ? asked : known.ports;
  const ports = await settlePorts(
    wished,
    others.flatMap((other) => other.ports),
  );
  const taken = new Set(others.flatMap((other) => other.address ?? []));
  const address = known?.address ?? freeAddress(await chooseSubnet(folder), taken);
  if (address !== null) return { name, address, macAddress: null, ports };
  throw new GantryError({
    code: 'conflict',
    message: `There is no address left on the bridge for ${name}.`,
    hint: 'Remove containers that are no longer needed.',
  });
}
